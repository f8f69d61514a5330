using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Bicep.Types.Concrete;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Holds texts, numbers and truth values to their types.</summary>
internal static class Scalars
{
    /// <returns>Null where the value is right.</returns>
    public static (FaultKind Kind, string Allowed)? FaultOf(TypeBase type, JsonNode node) => type switch
    {
        StringLiteralType or UnionType when node.GetValueKind() == JsonValueKind.String => Literal(type, $"{node}"),
        StringType text when node.GetValueKind() == JsonValueKind.String =>
            Fits(text, $"{node}".WithSampleTag()) ? null : (FaultKind.Limit, Allowed.Text(text)),
        // Definitions have no type for fractions; where one is meant, they say integer
        IntegerType number when node.GetValueKind() == JsonValueKind.Number =>
            Fits(number, double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)) ? null : (FaultKind.Limit, Allowed.Text(number)),
        BooleanType when node.GetValueKind() is JsonValueKind.True or JsonValueKind.False => null,
        StringLiteralType or UnionType or StringType or IntegerType or BooleanType or ArrayType or ObjectType or DiscriminatedObjectType =>
            (FaultKind.Form, Allowed.Text(type)),
        _ => null,
    };

    /// <summary>Whether a text is of the length and the characters of a type.</summary>
    public static bool Fits(StringType type, string text)
        => !(text.Length < type.MinLength) && !(text.Length > type.MaxLength)
            && (type.Pattern is not { } pattern || Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    private static bool Fits(IntegerType type, double number) => !(number < type.MinValue) && !(number > type.MaxValue);

    // Whether a specification leaves a list open or not, the service behind it does not
    private static (FaultKind, string)? Literal(TypeBase type, string text)
    {
        var literals = Allowed.Literals(type);
        return literals.Count == 0 || literals.Contains(text)
            ? null
            : (FaultKind.Value, Quoted.AnyOf(literals));
    }
}

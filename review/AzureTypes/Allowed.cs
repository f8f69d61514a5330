using Azure.Bicep.Types.Concrete;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>What a type takes, in words that complete the sentence <c>expected …</c>.</summary>
internal static class Allowed
{
    public static string Text(TypeBase type) => type switch
    {
        StringLiteralType or UnionType when Literals(type) is { Count: > 0 } literals => Quoted.AnyOf(literals),
        StringType text => Text(text),
        IntegerType { MinValue: null, MaxValue: null } => "a number",
        IntegerType number => $"a number, {Range(number.MinValue, number.MaxValue)}",
        BooleanType => "true or false",
        ArrayType => "a list",
        ObjectType or DiscriminatedObjectType => "an object",
        _ => "a value",
    };

    /// <summary>The texts that a type lists; none where it lists none.</summary>
    public static IReadOnlyCollection<string> Literals(TypeBase type) => type switch
    {
        StringLiteralType literal => [literal.Value],
        UnionType union => UnlistedValues.Correct([.. union.Elements.SelectMany(each => Literals(each.Type))]),
        _ => [],
    };

    public static string Range(long? least, long? most) => (least, most) switch
    {
        (null, _) => $"{most} or less",
        (_, null) => $"{least} or more",
        _ => least == most ? $"{least}" : $"{least} to {most}",
    };

    private static string Text(StringType type)
    {
        var length = (type.MinLength, type.MaxLength) is (null, null)
            ? "a text"
            : $"a text of {Range(type.MinLength, type.MaxLength)} characters";
        return type.Pattern is { } pattern ? $"{length} that matches {pattern}" : length;
    }
}

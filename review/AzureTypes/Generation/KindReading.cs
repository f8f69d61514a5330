using System.Text.RegularExpressions;
using Azure.Bicep.Types.Concrete;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes.Generation;

/// <summary>
/// Finds out where the inputs of one kind go. Package and definition were written from the same specification: an input whose name
/// tells nothing has, word for word, the documentation of the property that it goes to.
/// </summary>
internal sealed partial class KindReading(Package package, string token, ResourceType definition)
{
    private readonly SortedDictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unmapped = new(StringComparer.Ordinal);

    /// <summary>
    /// By input, the enum of the package that has values which Azure does not know there, and these values.
    /// </summary>
    public SortedDictionary<string, string> StrayEnums { get; } = new(StringComparer.Ordinal);

    public AzureKind Read(string version, IReadOnlyList<Declaration> inputs)
    {
        Members(inputs, [definition.Body.Type], Place.Root, new HashSet<string>());
        return new(version, _inputs.Count > 0 ? _inputs : null, _unmapped.Count > 0 ? [.. _unmapped] : null);
    }

    // What an input is made of: the items of lists, the values of maps, the kinds of unions
    private void Parts(Declaration input, IReadOnlyList<TypeBase> types, Place place, IReadOnlySet<string> above)
    {
        if (input.Type.Contains("[key: string]", StringComparison.Ordinal))
            (types, place) = ([.. types.Select(type => Shape.OfAll(type).Others).OfType<TypeBase>()], place.Entry(""));
        for (var depth = Lists().Count(input.Type); depth > 0; depth--)
            (types, place) = ([.. types.SelectMany(Alternatives).OfType<ArrayType>().Select(list => list.ItemType.Type)], place.Item(0));
        Enums(input, types, place);
        foreach (var (name, inputs) in package.PartsOf(input.Type))
            if (!above.Contains(name))
                Members(inputs, [.. types.SelectMany(Alternatives).Where(type => type is ObjectType or DiscriminatedObjectType)], place,
                    new HashSet<string>(above) { name });
    }

    private void Enums(Declaration input, IReadOnlyList<TypeBase> types, Place place)
    {
        var literals = types.SelectMany(Allowed.Literals).ToArray();
        foreach (var (name, values) in package.EnumsOf(input.Type))
            if (literals.Length > 0 && values.Except(literals).ToArray() is { Length: > 0 } strays)
                StrayEnums[place.Pattern] = $"{name}: {string.Join(", ", strays)}";
    }

    private void Members(IReadOnlyList<Declaration> inputs, IReadOnlyList<TypeBase> types, Place place, IReadOnlySet<string> above)
    {
        var known = Known(types, isRoot: place == Place.Root);
        if (known.Count == 0)
            return;
        var paths = place == Place.Root ? PathInputs.Of(token) : [];
        var names = known.Select(each => each.Key).ToArray();
        var places = inputs.ToDictionary(
            input => input, input => paths.Contains(input.Name) ? null : PropertyNames.Place(names, input.Name));
        var free = known.Where(each => !places.ContainsValue(each.Key))
            .Select(each => KeyValuePair.Create(each.Key, each.First())).ToArray();
        foreach (var input in inputs)
        {
            var (at, isPath) = (place.Member(input.Name), paths.Contains(input.Name));
            var name = places[input] ?? ByDocumentation(input, isPath ? [.. free.Where(each => IsRequired(each.Value))] : free);
            if (name is not null && places[input] is null)
                _inputs[at.Pattern] = name;
            if (name is not null)
                Parts(input, [.. known[name].Select(property => property.Type.Type)], at, above);
            else if (!isPath)
                _unmapped.Add(at.Pattern);
        }
    }

    // Whatever some kind of some of the types has, and what is in its properties, which the provider leaves out as a level
    private static ILookup<string, ObjectTypeProperty> Known(IReadOnlyList<TypeBase> types, bool isRoot)
    {
        var own = types.SelectMany(Shape.Each).SelectMany(shape => shape.Properties)
            .Where(each => !isRoot || !Shape.Identifies(each.Value)).ToArray();
        var inner = own.Where(each => each.Key == Shape.Inner)
            .SelectMany(each => Shape.Each(each.Value.Type.Type)).SelectMany(shape => shape.Properties)
            .Select(each => KeyValuePair.Create($"{Shape.Inner}.{each.Key}", each.Value));
        return own.Concat(inner).ToLookup(each => each.Key, each => each.Value);
    }

    private static string? ByDocumentation(Declaration input, IReadOnlyList<KeyValuePair<string, ObjectTypeProperty>> free)
    {
        var same = free.Where(each => !each.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)
            && Words(input.Documentation) is { Length: > 0 } words && words == Words(each.Value.Description ?? "")).ToArray();
        return same is [var only] ? only.Key : null;
    }

    private static IEnumerable<TypeBase> Alternatives(TypeBase type)
        => type is UnionType union ? union.Elements.Select(each => each.Type) : [type];

    private static bool IsRequired(ObjectTypeProperty property) => property.Flags.HasFlag(ObjectTypePropertyFlags.Required);

    private static string Words(string text) => Space().Replace(text, " ").Trim().TrimEnd('.').ToUpperInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\[\](?=[^{]*$)")]
    private static partial Regex Lists();
}

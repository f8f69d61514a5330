using Azure.Bicep.Types.Concrete;

namespace Platform.Review.AzureTypes;

/// <summary>The properties that an object can have.</summary>
/// <param name="Properties">By Azure's name.</param>
/// <param name="Others">What any other property is; null where there can be no other.</param>
internal sealed record Shape(IReadOnlyDictionary<string, ObjectTypeProperty> Properties, TypeBase? Others)
{
    /// <summary>The level that Azure has and azure-native mostly leaves out.</summary>
    public const string Inner = "properties";

    private const ObjectTypePropertyFlags Identifier = ObjectTypePropertyFlags.DeployTimeConstant;

    /// <summary>What an input can set, in ordinal order.</summary>
    public IEnumerable<string> Settable
        => Properties.Where(each => !each.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)).Select(each => each.Key)
            .Order(StringComparer.Ordinal);

    /// <summary>A resource's, but for what identifies it; the provider fills in the location of the resource group.</summary>
    public Shape OfBody => this with
    {
        Properties = Properties.Where(each => !Identifies(each.Value))
            .ToDictionary(each => each.Key, each => each.Key == "location" ? Optional(each.Value) : each.Value),
    };

    public bool Requires(string name)
        => Properties.TryGetValue(name, out var property) && property.Flags.HasFlag(ObjectTypePropertyFlags.Required);

    public static Shape Of(ObjectType type) => new(type.Properties, type.AdditionalProperties?.Type);

    /// <summary>Of a kind of a type that has several.</summary>
    public static Shape Of(DiscriminatedObjectType type, string kind)
    {
        var own = type.Elements[kind].Type as ObjectType;
        var all = new Dictionary<string, ObjectTypeProperty>(type.BaseProperties);
        foreach (var (name, property) in own?.Properties ?? new Dictionary<string, ObjectTypeProperty>())
            all[name] = property;
        return new(all, own?.AdditionalProperties?.Type);
    }

    /// <summary>Of each kind of a type.</summary>
    public static IEnumerable<Shape> Each(TypeBase type) => type switch
    {
        ObjectType single => [Of(single)],
        DiscriminatedObjectType several => several.Elements.Keys.Select(kind => Of(several, kind)),
        _ => [],
    };

    /// <summary>Of every kind of a type at once.</summary>
    public static Shape OfAll(TypeBase type)
        => Each(type).Aggregate(
            new Shape(new Dictionary<string, ObjectTypeProperty>(), null),
            (all, some) => new(Merged(all.Properties, some.Properties), all.Others ?? some.Others));

    /// <summary>Whether a property is the resource's id, name, type or API version, which no input sets.</summary>
    public static bool Identifies(ObjectTypeProperty property) => property.Flags.HasFlag(Identifier);

    private static ObjectTypeProperty Optional(ObjectTypeProperty property)
        => new(property.Type, property.Flags & ~ObjectTypePropertyFlags.Required, property.Description);

    private static Dictionary<string, ObjectTypeProperty> Merged(
        IReadOnlyDictionary<string, ObjectTypeProperty> all, IReadOnlyDictionary<string, ObjectTypeProperty> some)
    {
        var merged = new Dictionary<string, ObjectTypeProperty>(all);
        foreach (var (name, property) in some)
            merged.TryAdd(name, property);
        return merged;
    }
}

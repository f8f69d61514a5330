using Platform.Review.Values;

namespace Platform.Review.Diff;

/// <summary>A setting that holds for as long as the stack does, and where a plan shows that it is another.</summary>
/// <param name="Setting">The project's own without its namespace, any other with it.</param>
/// <param name="Type">Within azure-native; or a provider's, whole.</param>
/// <param name="Input">As a schema has it.</param>
/// <param name="Why">What Azure does not do.</param>
/// <param name="Instead">What to do.</param>
internal sealed record LifeChoice(string Setting, string Type, string Input, string Why, string Instead)
{
    /// <summary>With its namespace.</summary>
    public string Key => Infra.Settings.Setting.FullKey(Setting);

    /// <summary>Which changes are meant; all, unless given.</summary>
    public Predicate<PropertyChange> Where { get; init; } = _ => true;

    public bool IsBrokenBy(ResourceChange change) => change is { Before: not null, After: not null }
        && change.Properties.Any(property => IsBrokenBy(change.Resource.Type, property));

    public bool IsBrokenBy(string type, PropertyChange property)
        => type == (Type.StartsWith("pulumi:", StringComparison.Ordinal) ? Type : $"azure-native:{Type}") && property.Path.IsWithin(Input)
        && Where(property);
}

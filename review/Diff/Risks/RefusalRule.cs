namespace Platform.Review.Diff.Risks;

/// <summary>
/// Changes that Azure refuses, where the resource is not created anew anyway, and those of what is chosen for life.
/// </summary>
internal static class RefusalRule
{
    public static IEnumerable<Risk> Of(ResourceChange change)
        => LifeChoices.All.Where(choice => choice.IsBrokenBy(change))
            .Select(choice => new Risk(RiskKind.Refusal, $"{choice.Key} is for life"))
            .Concat(OfProperties(change)).Concat(OfProtection(change));

    // https://www.pulumi.com/docs/iac/concepts/options/protect/
    private static IEnumerable<Risk> OfProtection(ResourceChange change)
        => change is { Before.Options.Protect: true, Kind: ChangeKind.Replaced or ChangeKind.Removed }
            ? [new(RiskKind.Refusal, "Pulumi deletes nothing that is protected")]
            : [];

    private static IEnumerable<Risk> OfProperties(ResourceChange change)
        => change.Kind is ChangeKind.Replaced
            ? []
            : change.Properties.Where(
                property => property.IsRefused && !LifeChoices.All.Any(choice => choice.IsBrokenBy(change.Resource.Type, property)))
                .Select(property => new Risk(RiskKind.Refusal, property.Path.Names[^1]));
}

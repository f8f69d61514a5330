namespace Platform.Review.Diff.Risks;

/// <summary>
/// Changes that Azure refuses, where the resource is not created anew anyway, and those of what is chosen for life.
/// </summary>
internal static class RefusalRule
{
    public static IEnumerable<Risk> Of(ResourceChange change)
        => LifeChoices.All.Where(choice => choice.IsBrokenBy(change))
            .Select(choice => new Risk(RiskKind.Refusal, $"platform:{choice.Setting} is for life")).Concat(OfProperties(change));

    private static IEnumerable<Risk> OfProperties(ResourceChange change)
        => change.Kind is ChangeKind.Replaced
            ? []
            : change.Properties.Where(property => property.IsRefused)
                .Select(property => new Risk(RiskKind.Refusal, property.Path.Names[^1]));
}

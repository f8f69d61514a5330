namespace Platform.Review.Diff.Risks;

/// <summary>Changes that Azure refuses; where the resource is created anew anyway, there is nothing to refuse.</summary>
internal static class RefusalRule
{
    public static IEnumerable<Risk> Of(ResourceChange change)
        => change.Kind is ChangeKind.Replaced
            ? []
            : change.Properties.Where(property => property.IsRefused)
                .Select(property => new Risk(RiskKind.Refusal, property.Path.Names[^1]));
}

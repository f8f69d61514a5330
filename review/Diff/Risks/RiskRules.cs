namespace Platform.Review.Diff.Risks;

/// <summary>What of a change wants a second look.</summary>
internal static class RiskRules
{
    private static readonly Func<ResourceChange, IEnumerable<Risk>>[] _all =
    [
        LossRule.Of, RefusalRule.Of, ProtectionRule.Of, ReadableRule.Of, OpenRule.Of, ExposureRule.Of, GrantRule.Of, EscalationRule.Of,
        TrustRule.Of, NetworkRule.Of, PriceRule.Of,
    ];

    /// <returns>Most serious first; <see cref="Risk.None"/> alone if there is nothing.</returns>
    public static IReadOnlyList<Risk> Of(ResourceChange change)
    {
        Risk[] risks = [.. _all.SelectMany(rule => rule(change)).Distinct().OrderBy(risk => risk.Kind)];
        return risks is [] ? [Risk.None] : risks;
    }
}

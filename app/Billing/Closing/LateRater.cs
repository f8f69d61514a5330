using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>
/// Prices what came late: the difference between the period with it and the period without, so that included amounts and tiers hold.
/// </summary>
internal static class LateRater
{
    /// <param name="rate">Rates the period that was rated with other usage.</param>
    /// <param name="billed">All usage of the period that was billed.</param>
    /// <param name="late">What came since.</param>
    public static IEnumerable<RatedLine> Rate(
        Func<IReadOnlyList<HourlyUsage>, IReadOnlyList<RatedLine>> rate, IReadOnlyList<HourlyUsage> billed, IReadOnlyList<HourlyUsage> late)
    {
        var before = rate(billed);
        var after = rate([.. billed, .. late]);
        return before.Zip(after)
            .Where(pair => pair.First.Quantity != pair.Second.Quantity)
            .Select(pair => pair.Second with
            {
                Item = $"late:{pair.Second.Item}",
                Quantity = pair.Second.Quantity - pair.First.Quantity,
                Included = pair.Second.Included - pair.First.Included,
                ExactPico = pair.Second.ExactPico - pair.First.ExactPico,
            });
    }
}

using Platform.Review.Costs;

namespace Platform.Review.Report.Costs;

/// <summary>A way to show costs: the same text for the same costs, lines ending in LF.</summary>
internal interface ICostFormat
{
    string Write(CostReport report);

    /// <param name="comparison">Against what was before.</param>
    /// <param name="against">That, in words.</param>
    string Write(CostComparison comparison, string against);
}

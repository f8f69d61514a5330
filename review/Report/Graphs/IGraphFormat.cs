using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Report.Graphs;

/// <summary>A way to draw a stack: the same text for the same plan, lines ending in LF.</summary>
internal interface IGraphFormat
{
    /// <param name="plan">As committed.</param>
    /// <param name="diff">What it changes against a base; null if it is not compared.</param>
    /// <param name="withTelemetry">Whether to draw where logs, metrics and alerts go.</param>
    string Write(Plan plan, PlanDiff? diff, bool withTelemetry);
}

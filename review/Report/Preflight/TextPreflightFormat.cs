using System.Text;
using Platform.Review.Preflight;

namespace Platform.Review.Report.Preflight;

/// <summary>For the terminal: each obstacle with what mends it, and a line of sums.</summary>
internal sealed class TextPreflightFormat : IPreflightFormat
{
    public string Write(PreflightReport report)
    {
        var text = new StringBuilder();
        foreach (var obstacle in report.Obstacles)
            text.Append($"{obstacle.Weight.ToString().ToLowerInvariant()}  {obstacle.Check}  {obstacle.What}\n  {obstacle.Mend}\n\n");
        return text.Append(
            $"{report.Stack} in subscription {report.Account.SubscriptionId}, as {report.Account.Name}: "
            + $"{Count(report, Weight.Blocks)} in the way, {Count(report, Weight.Unknown)} unknown, "
            + $"{Count(report, Weight.Warning)} warnings; {PreflightReport.Checks.Count} checks\n").ToString();
    }

    private static int Count(PreflightReport report, Weight weight) => report.Obstacles.Count(obstacle => obstacle.Weight == weight);
}

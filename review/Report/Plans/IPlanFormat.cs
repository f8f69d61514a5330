using Platform.Review.Plans;

namespace Platform.Review.Report.Plans;

/// <summary>A way to show a plan: the same text for the same plan, lines ending in LF.</summary>
internal interface IPlanFormat
{
    string Write(Plan plan);
}

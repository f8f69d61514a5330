using Platform.Review.Plans;
using Platform.Review.Values;

namespace Platform.Review.Report.Plans;

/// <summary>The plan document as YAML, for people and for git's diff: texts of several lines stand as they are.</summary>
internal sealed class YamlPlanFormat : IPlanFormat
{
    public string Write(Plan plan) => YamlWriter.Write(PlanDocument.Of(plan));
}

using Platform.Review.Plans;
using Platform.Review.Values;

namespace Platform.Review.Report.Plans;

/// <summary>The plan document as indented JSON, for programs.</summary>
internal sealed class JsonPlanFormat : IPlanFormat
{
    public string Write(Plan plan) => $"{PlanDocument.Of(plan).ToJsonString(JsonText.Indented)}\n";
}

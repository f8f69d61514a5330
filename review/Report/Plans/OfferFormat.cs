using System.Text.Json.Nodes;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Values;

namespace Platform.Review.Report.Plans;

/// <summary>What the stack sells, as billing reads it: the output of that name, for a file that <c>Billing:Plans</c> names.</summary>
internal sealed class OfferFormat : IPlanFormat
{
    private const string Output = "plans";

    public string Write(Plan plan) => plan.Outputs[Output] is JsonValue value && value.TryGetValue<string>(out var text)
        ? $"{JsonNode.Parse(text)!.ToJsonString(JsonText.Indented)}\n"
        : throw new ReviewException($"Stack '{plan.Stack}' has no output '{Output}', which says what is sold.");
}

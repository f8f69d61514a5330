using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Formats;

/// <summary>What the stack sells, as billing reads it: the output of that name, for a file that <c>Billing:Plans</c> names.</summary>
internal sealed class PlansFormat : IPlanFormat
{
    private const string Output = "plans";

    public string Write(Plan plan) => plan.Outputs[Output] is JsonValue value && value.TryGetValue<string>(out var text)
        ? $"{JsonNode.Parse(text)!.ToJsonString(JsonFormat.Indented)}\n"
        : throw new ReviewException($"Stack '{plan.Stack}' has no output '{Output}', which says what is sold.");
}

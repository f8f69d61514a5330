using System.Text.Json;
using Platform.Inference.Generation.Sampling;

namespace Platform.Inference.Generation.Http;

/// <summary>Fields that the APIs have in common.</summary>
internal static class CommonFields
{
    private const int MostStops = 4;

    /// <summary>Of OpenAI's fields, those that are not supported, with the values that ask for nothing.</summary>
    private static readonly Dictionary<string, Func<JsonElement, bool>> _neutral = new()
    {
        ["n"] = value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count == 1,
        ["best_of"] = value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count == 1,
        ["logprobs"] = value => value.ValueKind == JsonValueKind.False,
        ["top_logprobs"] = value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count == 0,
        ["echo"] = value => value.ValueKind == JsonValueKind.False,
        ["store"] = value => value.ValueKind == JsonValueKind.False,
        ["suffix"] = value => value.ValueKind == JsonValueKind.String && value.ValueEquals(""),
        ["logit_bias"] = value => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        ["tools"] = value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0,
        ["tool_choice"] = value => value.ValueKind == JsonValueKind.String && value.ValueEquals("none"),
        ["functions"] = value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0,
        ["function_call"] = value => value.ValueKind == JsonValueKind.String && value.ValueEquals("none"),
        ["response_format"] = value => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals("text"),
        ["modalities"] = value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1
        && value[0].ValueKind == JsonValueKind.String && value[0].ValueEquals("text"),
        ["service_tier"] = value => value.ValueKind == JsonValueKind.String && (value.ValueEquals("auto") || value.ValueEquals("default")),
    };

    /// <summary>Takes what OpenAI's API has and no answer here depends on.</summary>
    public static void TakeNeutral(Fields fields)
    {
        fields.TakeNeutral(_neutral);
        fields.Flag("parallel_tool_calls");
        // Who asks, and what for
        foreach (var name in (string[])["user", "safety_identifier", "prompt_cache_key"])
            fields.Text(name);
        if (fields.Take("metadata") is { ValueKind: not JsonValueKind.Object } metadata)
            throw fields.Wrong("metadata", metadata, "an object");
    }

    public static SamplingOverrides Sampling(Fields fields) => new(
        fields.Number("temperature", 0, 2),
        (int?)fields.Whole("top_k", 0, int.MaxValue),
        fields.Number("top_p", 0, 1, withLeast: false),
        fields.Number("min_p", 0, 1),
        fields.Number("repetition_penalty", 0, 2, withLeast: false),
        fields.Number("presence_penalty", -2, 2),
        fields.Number("frequency_penalty", -2, 2),
        fields.Whole("seed", long.MinValue, long.MaxValue));

    public static string[] Stops(Fields fields) => fields.Texts("stop", MostStops);

    public static int? MaxTokens(Fields fields, string name) => (int?)fields.Whole(name, 1, int.MaxValue);

    /// <summary>Whether the end of a stream says how many tokens it took.</summary>
    public static bool IncludesUsage(Fields fields, bool isStreamed)
    {
        if (fields.Take("stream_options") is not { } element)
            return false;
        if (!isStreamed)
            throw fields.Refuse("stream_options", "'stream_options' goes with 'stream': true only; leave it out");
        var options = new Fields(element, "stream_options.");
        var includes = options.Flag("include_usage") ?? false;
        options.TakeNeutral(
            new Dictionary<string, Func<JsonElement, bool>> { ["include_obfuscation"] = value => value.ValueKind == JsonValueKind.False });
        options.RefuseRest();
        return includes;
    }
}

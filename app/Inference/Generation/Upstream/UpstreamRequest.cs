using System.Text.Json;
using Platform.Inference.Generation.Http;
using Platform.Inference.Generation.Limits;

namespace Platform.Inference.Generation.Upstream;

/// <summary>
/// A caller's request as it is sent on: his own but for the model's name, the tier's limit, and the numbers at the end of a stream.
/// </summary>
/// <param name="Body">JSON.</param>
/// <param name="IsStreamed">Whether the answer is one.</param>
/// <param name="WantsUsage">Whether the caller asked for the numbers himself.</param>
/// <param name="PromptTokens">Estimated: four characters are about one.</param>
internal sealed record UpstreamRequest(byte[] Body, bool IsStreamed, bool WantsUsage, int PromptTokens)
{
    private const int CharactersOfAToken = 4;

    private static readonly string[] _limits = ["max_tokens", "max_completion_tokens"];

    /// <param name="json">What the caller sent, an object.</param>
    /// <param name="model">What the model is called there.</param>
    /// <param name="tier">The caller's.</param>
    /// <param name="writes">Whether the answer is a text.</param>
    /// <exception cref="Faults.ProtocolException">400: a field that is read here is wrong, or the tier allows less.</exception>
    public static UpstreamRequest Of(JsonElement json, string model, TextTier tier, bool writes)
    {
        var fields = new Fields(json);
        var isStreamed = writes && (fields.Flag("stream") ?? false);
        var wantsUsage = isStreamed && fields.Take("stream_options") is { } options
            && (new Fields(options, "stream_options.").Flag("include_usage") ?? false);
        var field = Array.Find(_limits, name => fields.Peek(name) is not null);
        var asked = field is null ? null : CommonFields.MaxTokens(fields, field);
        var prompt = Characters(json) / CharactersOfAToken;
        tier.RequirePrompt(
            prompt, json.TryGetProperty("messages", out _) ? "messages" : json.TryGetProperty("prompt", out _) ? "prompt" : "input");
        var most = writes ? tier.Answer(asked, field ?? "max_tokens", int.MaxValue) : int.MaxValue;
        return new UpstreamRequest(
            Write(json, model, isStreamed, most < int.MaxValue && asked is null ? most : null), isStreamed, wantsUsage, prompt);
    }

    private static byte[] Write(JsonElement json, string model, bool isStreamed, int? most)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            foreach (var field in json.EnumerateObject())
                if (field.Name is not ("model" or "stream_options") && !(most is not null && _limits.Contains(field.Name)))
                    field.WriteTo(writer);
            writer.WriteString("model"u8, model);
            if (most is { } limit)
                writer.WriteNumber("max_tokens"u8, limit);
            if (isStreamed)
            {
                writer.WriteStartObject("stream_options"u8);
                writer.WriteBoolean("include_usage"u8, true);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return body.ToArray();
    }

    private static int Characters(JsonElement json)
    {
        var characters = 0;
        foreach (var name in (string[])["messages", "prompt", "input"])
            if (json.TryGetProperty(name, out var part))
                characters += part.GetRawText().Length;
        return characters;
    }
}

using System.Text;
using System.Text.Json;

namespace Platform.Gateway.Policies.Tokens;

/// <summary>Requests and answers in the forms of OpenAI's chat completions, completions, embeddings and responses.</summary>
internal static class TokenText
{
    /// <summary>Without a model's own tokenizer: four bytes are one, as is common for English.</summary>
    private const int BytesOfAToken = 4;

    public static long Estimate(long bytes) => (bytes + BytesOfAToken - 1) / BytesOfAToken;

    /// <returns>Null: the text is no JSON object.</returns>
    public static JsonElement? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How many bytes the model is asked to read.</summary>
    public static long PromptBytes(JsonElement request)
        => new[] { "messages", "prompt", "input", "instructions" }.Sum(
            name => request.TryGetProperty(name, out var part) ? Bytes(part) : 0);

    public static bool IsStreamed(JsonElement request)
        => request.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    /// <summary>What a whole answer, or the last event of one that comes in pieces, says.</summary>
    public static TokenUsage? Usage(JsonElement answer)
    {
        if (answer.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object)
            return Usage(response);
        if (!answer.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
            return null;
        var (prompt, completion) = (Number(usage, "prompt_tokens", "input_tokens"), Number(usage, "completion_tokens", "output_tokens"));
        return new(prompt, completion, Math.Max(Number(usage, "total_tokens", "total_tokens"), prompt + completion));
    }

    /// <summary>How many bytes an event adds to the answer.</summary>
    public static long CompletionBytes(JsonElement answer)
    {
        if (answer.TryGetProperty("delta", out var piece) && piece.ValueKind == JsonValueKind.String)
            return Bytes(piece);
        return answer.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
            ? choices.EnumerateArray().Sum(choice => Bytes(choice))
            : 0;
    }

    // A message, or a piece of one, has its text in one of these; of whatever else it has, nothing is read
    private static long Bytes(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.String => Encoding.UTF8.GetByteCount(part.GetString()!),
        JsonValueKind.Array => part.EnumerateArray().Sum(Bytes),
        JsonValueKind.Object =>
            new[] { "content", "text", "delta" }.Sum(name => part.TryGetProperty(name, out var inner) ? Bytes(inner) : 0),
        _ => 0,
    };

    private static long Number(JsonElement usage, string name, string other)
        => (usage.TryGetProperty(name, out var value) || usage.TryGetProperty(other, out value)) && value.TryGetInt64(out var number)
            ? number
            : 0;
}

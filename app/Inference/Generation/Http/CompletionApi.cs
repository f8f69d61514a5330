using System.Text.Json;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary><c>/v1/completions</c>.</summary>
/// <seealso href="https://platform.openai.com/docs/api-reference/completions/create">Its fields.</seealso>
internal sealed class CompletionApi : IGenerationApi
{
    private const string Prefix = "cmpl-";
    private const int DefaultTokens = 16;

    private static ReadOnlySpan<byte> Kind => "text_completion"u8;

    public string UpstreamPath => "/completions";

    public GenerationCall Read(HttpContext context, JsonElement body)
    {
        var fields = new Fields(body);
        var model = fields.RequireText("model", "the name of a model, as GET /v1/models lists them");
        var (prompt, tokens) = ReadPrompt(fields);
        var isStreamed = fields.Flag("stream") ?? false;
        var call = new GenerationCall(model)
        {
            Prompt = prompt,
            Tokens = tokens,
            PromptField = "prompt",
            MaxTokens = CommonFields.MaxTokens(fields, "max_tokens") ?? DefaultTokens,
            Sampling = CommonFields.Sampling(fields),
            Stops = CommonFields.Stops(fields),
            IsStreamed = isStreamed,
            IncludesUsage = CommonFields.IncludesUsage(fields, isStreamed),
        };
        CommonFields.TakeNeutral(fields);
        fields.RefuseRest();
        return call;
    }

    public void WriteWhole(GenerationAnswer answer, PooledBytes target)
    {
        WriteChoice(answer, answer.Text, goesOn: false, target);
        OpenAiJson.Usage(answer, target);
        target.Append((byte)'}');
    }

    public void WritePiece(GenerationAnswer answer, string piece, PooledBytes target)
    {
        Events.Begin(target);
        WriteChoice(answer, piece, goesOn: true, target);
        OpenAiJson.EndEvent(answer, target);
    }

    public void WriteLast(GenerationAnswer answer, PooledBytes target)
    {
        Events.Begin(target);
        WriteChoice(answer, "", goesOn: false, target);
        OpenAiJson.EndEvent(answer, target);
        OpenAiJson.EndStream(answer, Prefix, Kind, target);
    }

    public void WriteError(int status, string message, PooledBytes target) => OpenAiJson.Error(status, message, target);

    private static (string? Text, int[]? Tokens) ReadPrompt(Fields fields)
    {
        const string expected = "a string, an array of one string, or an array of tokens";
        var prompt = fields.Require("prompt", expected);
        if (prompt.ValueKind == JsonValueKind.String)
            return (prompt.GetString(), null);
        if (prompt.ValueKind != JsonValueKind.Array)
            throw fields.Wrong("prompt", prompt, expected);
        var items = prompt.EnumerateArray().ToList();
        if (items is [{ ValueKind: JsonValueKind.String } only])
            return (only.GetString(), null);
        if (items.Count > 1 && items.TrueForAll(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Array))
            throw fields.Refuse(
                "prompt",
                $"'prompt' has {items.Count} prompts, which is not supported; send one at a time: several are made together anyway");
        return items.Count > 0 && items.TrueForAll(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
            ? (null, [.. items.Select(item => item.GetInt32())])
            : throw fields.Wrong("prompt", prompt, expected);
    }

    private static void WriteChoice(GenerationAnswer answer, string text, bool goesOn, PooledBytes target)
    {
        OpenAiJson.Begin(answer, Prefix, Kind, target);
        target.Append("{\"index\":0,\"text\":"u8);
        target.AppendString(text);
        OpenAiJson.EndChoice(answer, goesOn, target);
    }
}

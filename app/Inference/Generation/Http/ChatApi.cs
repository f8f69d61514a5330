using System.Text.Json;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary><c>/v1/chat/completions</c>.</summary>
/// <seealso href="https://platform.openai.com/docs/api-reference/chat/create">Its fields.</seealso>
internal sealed class ChatApi : IGenerationApi
{
    private const string Prefix = "chatcmpl-";

    private static ReadOnlySpan<byte> Whole => "chat.completion"u8;

    private static ReadOnlySpan<byte> Chunk => "chat.completion.chunk"u8;

    public string UpstreamPath => "/chat/completions";

    public GenerationCall Read(HttpContext context, JsonElement body)
    {
        var fields = new Fields(body);
        var model = fields.RequireText("model", "the name of a model, as GET /v1/models lists them");
        var messages = ChatMessages.Read(fields);
        var isStreamed = fields.Flag("stream") ?? false;
        var (most, mostField) = MaxTokens(fields);
        var call = new GenerationCall(model)
        {
            Messages = messages,
            PromptField = "messages",
            MaxTokens = most,
            MaxTokensField = mostField,
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
        OpenAiJson.Begin(answer, Prefix, Whole, target);
        target.Append("{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"u8);
        target.AppendString(answer.Text);
        target.Append(",\"refusal\":null}"u8);
        OpenAiJson.EndChoice(answer, goesOn: false, target);
        OpenAiJson.Usage(answer, target);
        target.Append((byte)'}');
    }

    public void WriteFirst(GenerationAnswer answer, PooledBytes target)
        => WriteChunk(answer, "{\"role\":\"assistant\",\"content\":\"\"}"u8, goesOn: true, target);

    public void WritePiece(GenerationAnswer answer, string piece, PooledBytes target)
    {
        Events.Begin(target);
        OpenAiJson.Begin(answer, Prefix, Chunk, target);
        target.Append("{\"index\":0,\"delta\":{\"content\":"u8);
        target.AppendString(piece);
        target.Append((byte)'}');
        OpenAiJson.EndChoice(answer, goesOn: true, target);
        OpenAiJson.EndEvent(answer, target);
    }

    public void WriteLast(GenerationAnswer answer, PooledBytes target)
    {
        WriteChunk(answer, "{}"u8, goesOn: false, target);
        OpenAiJson.EndStream(answer, Prefix, Chunk, target);
    }

    public void WriteError(int status, string message, PooledBytes target) => OpenAiJson.Error(status, message, target);

    /// <summary>By its old name or its new one.</summary>
    private static (int?, string) MaxTokens(Fields fields)
    {
        var (old, current) = (CommonFields.MaxTokens(fields, "max_tokens"), CommonFields.MaxTokens(fields, "max_completion_tokens"));
        return old is not null && current is not null && old != current
            ? throw fields.Refuse(
                "max_tokens",
                $"'max_tokens' is {old} and 'max_completion_tokens' is {current}, which are names of one thing; give one of them")
            : current is not null ? (current, "max_completion_tokens") : (old, "max_tokens");
    }

    private static void WriteChunk(GenerationAnswer answer, ReadOnlySpan<byte> delta, bool goesOn, PooledBytes target)
    {
        Events.Begin(target);
        OpenAiJson.Begin(answer, Prefix, Chunk, target);
        target.Append("{\"index\":0,\"delta\":"u8);
        target.Append(delta);
        OpenAiJson.EndChoice(answer, goesOn, target);
        OpenAiJson.EndEvent(answer, target);
    }
}

using System.Text.Json;
using Platform.Inference.Http;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>Triton's <c>generate</c> and <c>generate_stream</c>, as its backend for vLLM takes them.</summary>
/// <param name="isStreamed">Which of both.</param>
/// <seealso href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_generate.md">The extension.</seealso>
internal sealed class TritonApi(bool isStreamed) : IGenerationApi
{
    private const int DefaultTokens = 16;

    public GenerationCall Read(HttpContext context, JsonElement body)
    {
        var fields = new Fields(body);
        var prompt = fields.RequireText("text_input");
        fields.TakeNeutral(new Dictionary<string, Func<JsonElement, bool>> { ["id"] = value => value.ValueKind == JsonValueKind.String });
        var parameters = fields.Take("parameters") is { } given ? new Fields(given, "parameters.") : fields;
        var call = new GenerationCall(context.Name, context.Version)
        {
            Prompt = prompt,
            PromptField = "text_input",
            MaxTokens = CommonFields.MaxTokens(parameters, "max_tokens") ?? DefaultTokens,
            Sampling = CommonFields.Sampling(parameters),
            Stops = CommonFields.Stops(parameters),
            IsStreamed = isStreamed,
            IncludesPrompt = !isStreamed && parameters.Flag("exclude_input_in_output") is not true,
        };
        RequireStream(parameters);
        parameters.RefuseRest();
        fields.RefuseRest();
        return call;
    }

    public void WriteWhole(GenerationAnswer answer, PooledBytes target)
        => Write(answer, answer.Call.IncludesPrompt ? answer.Call.Prompt + answer.Text : answer.Text, target);

    public void WritePiece(GenerationAnswer answer, string piece, PooledBytes target)
    {
        Events.Begin(target);
        Write(answer, piece, target);
        Events.End(target);
    }

    public void WriteLast(GenerationAnswer answer, PooledBytes target)
    {
    }

    public void WriteError(int status, string message, PooledBytes target)
    {
        Events.Begin(target);
        target.Append("{\"error\":"u8);
        target.AppendString(message);
        target.Append((byte)'}');
        Events.End(target);
    }

    private void RequireStream(Fields parameters)
    {
        if (parameters.Flag("stream") is { } asked && asked != isStreamed)
            throw parameters.Refuse(
                "stream",
                $"'stream' is {(asked ? "true" : "false")}; expected {(isStreamed
                ? "true here: use generate for one answer"
                : "false here: use generate_stream for a stream")}");
    }

    private static void Write(GenerationAnswer answer, string text, PooledBytes target)
    {
        target.Append("{\"model_name\":"u8);
        target.AppendString(answer.Model);
        target.Append(",\"model_version\":"u8);
        target.AppendString(answer.Version);
        target.Append(",\"text_output\":"u8);
        target.AppendString(text);
        target.Append((byte)'}');
    }
}

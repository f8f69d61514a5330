using System.Text.Json;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>
/// <c>/generate-text</c>: <c>{"prompt":"…","max_length":100}</c> in, <c>{"generated_text":"…"}</c> out, which begins with the prompt.
/// As in the transformers library, the length is in tokens, with those of the prompt.
/// </summary>
internal sealed class GenerateTextApi : IGenerationApi
{
    private const int DefaultLength = 100;

    public GenerationCall Read(HttpContext context, JsonElement body)
    {
        var fields = new Fields(body);
        var call = new GenerationCall(fields.Text("model"))
        {
            Prompt = fields.RequireText("prompt"),
            PromptField = "prompt",
            MaxLength = CommonFields.MaxTokens(fields, "max_length") ?? DefaultLength,
            Sampling = CommonFields.Sampling(fields),
            Stops = CommonFields.Stops(fields),
            IncludesPrompt = true,
        };
        if (fields.Flag("stream") is true)
            throw fields.Refuse("stream", "'stream' is not supported here; use /v1/completions, which streams", "unsupported_parameter");
        fields.RefuseRest();
        return call;
    }

    public void WriteWhole(GenerationAnswer answer, PooledBytes target)
    {
        target.Append("{\"generated_text\":"u8);
        target.AppendString(answer.Call.Prompt + answer.Text);
        target.Append(",\"model\":"u8);
        target.AppendString(answer.Model);
        target.Append(",\"finish_reason\":\""u8);
        target.Append(answer.ReasonName);
        target.Append((byte)'"');
        OpenAiJson.Usage(answer, target);
        target.Append((byte)'}');
    }
}

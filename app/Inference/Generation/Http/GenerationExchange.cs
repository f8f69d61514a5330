using Platform.Inference.Generation.Engine;
using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.Releases;

namespace Platform.Inference.Generation.Http;

/// <summary>One request for a text, and its answer.</summary>
internal sealed class GenerationExchange(HttpContext context, IGenerationApi api, GenerationCall call, int requestBytes)
{
    public HttpContext Context => context;

    public IGenerationApi Api => api;

    public GenerationCall Call => call;

    public int RequestBytes => requestBytes;

    /// <summary>Bytes of the stream so far.</summary>
    public int Streamed { get; set; }

    /// <summary>What of it another version is asked afterwards; null for nothing.</summary>
    public IComparison? Comparison { get; set; }

    /// <summary>What is known of the answer once the text has been asked for.</summary>
    public GenerationAnswer Answer { get; private set; } = null!;

    public void Begin(InferenceJob job, TextJob text, TimeProvider time) => Answer = new GenerationAnswer(
        ErrorResponse.IdOf(context), time.GetUtcNow().ToUnixTimeSeconds(), job.Model.Name, job.Model.Version, call, text.Prompt.Length);
}

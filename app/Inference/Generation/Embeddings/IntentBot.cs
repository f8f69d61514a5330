using Platform.Inference.Faults;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Http;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Embeddings;

/// <summary>
/// Answers the last message of a conversation by what it means: the intent whose examples are the most similar to it, on average. It writes
/// nothing of its own.
/// </summary>
internal sealed class IntentBot(TextEncoder encoder, IntentFile file) : IModelUse
{
    private float[][] _means = [];

    /// <summary>Reads the examples; until then it knows none.</summary>
    /// <param name="model">Whose bot this is.</param>
    public async Task LearnAsync(ModelVersion model)
    {
        var means = new float[file.Intents.Length][];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = new float[encoder.Size];
            foreach (var example in file.Intents[i].Examples)
            {
                var (vector, _) = await encoder.EncodeAsync(model, encoder.Tokens(example), _ => { });
                for (var at = 0; at < vector.Length; at++)
                    means[i][at] += vector[at];
            }

            TextEncoder.Normalize(means[i]);
        }

        _means = means;
    }

    /// <returns>The intent's name, or null for none, its similarity, and the answer.</returns>
    public (string? Name, float Similarity, string Answer) Choose(ReadOnlySpan<float> text)
    {
        var (best, similarity) = (0, float.NegativeInfinity);
        for (var i = 0; i < _means.Length; i++)
            if (TextEncoder.Product(text, _means[i]) is var product && product > similarity)
                (best, similarity) = (i, product);
        return similarity >= file.Fallback.Below
            ? (file.Intents[best].Name, similarity, file.Intents[best].Answer)
            : (null, similarity, file.Fallback.Answer);
    }

    /// <summary>The answer, as if it had been written.</summary>
    /// <exception cref="ProtocolException">400: this is no conversation, or its last message is none of the caller's, or too
    /// long.</exception>
    public async Task<TextJob> AnswerAsync(GenerationCall call, ModelVersion model, Action<InferenceJob> prepare, TimeProvider time)
    {
        if (call.Messages is null)
            throw Refuse(call.PromptField, $"model '{model.Name}' answers in conversations; use /v1/chat/completions");
        if (call.Messages[^1] is not { Role: "user", Content: { } text })
            throw Refuse(
                "messages", $"the last of 'messages' is of '{call.Messages[^1].Role}'; model '{model.Name}' answers those of 'user'");
        var tokens = EmbeddingInputs.Encode(encoder, model.Name, text, "messages");
        var queued = time.GetTimestamp();
        var (vector, ticks) = await encoder.EncodeAsync(model, tokens, prepare);
        var answer = Choose(vector).Answer;
        var ended = time.GetTimestamp();
        var job = new TextJob
        {
            Prompt = tokens, MaxTokens = 1, Made = encoder.Tokens(answer).Length, ComputeTicks = ticks, QueuedAt = queued,
            StartedAt = queued, EndedAt = ended,
        };
        job.Give(answer);
        job.Finish(FinishReason.Stop);
        return job;
    }

    private static ProtocolException Refuse(string field, string message) => new(Fault.Invalid, message) { Field = field };
}

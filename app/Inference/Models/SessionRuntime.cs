using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Execution;
using Platform.Inference.Generation;

namespace Platform.Inference.Models;

/// <summary>A model that runs in the server's own process.</summary>
internal sealed class SessionRuntime(InferenceSession session, Signature signature, ModelSettings settings) : IModelRuntime
{
    public Signature Signature => signature;

    public string? Failure => null;

    public int Restarts => 0;

    public long ResidentBytes => 0;

    public TextGenerator? Generator { get; init; }

    public IExecutor CreateExecutor(bool joins) => new OnnxExecutor(session, signature, joins, keepsMemory: settings.Arena == Arena.Own);

    public void Dispose()
    {
        Generator?.Dispose();
        session.Dispose();
    }
}

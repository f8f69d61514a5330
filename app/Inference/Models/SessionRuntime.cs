using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Execution;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>A model that runs in the server's own process.</summary>
internal sealed class SessionRuntime : IModelRuntime
{
    private readonly InferenceSession _session;
    private readonly bool _keepsMemory;

    public SessionRuntime(InferenceSession session, Signature signature, ModelSettings settings, IModelWriter? writer = null)
    {
        _session = session;
        _keepsMemory = settings.Arena != Arena.None;
        Signature = signature;
        Writer = writer;
        if (_keepsMemory)
            BeginArena();
    }

    public Signature Signature { get; }

    public string? Failure => null;

    public int Restarts => 0;

    public long ResidentBytes => 0;

    public IModelWriter? Writer { get; }

    public IExecutor CreateExecutor(bool joins) => new OnnxExecutor(_session, Signature, joins, _keepsMemory);

    public void Dispose()
    {
        Writer?.Dispose();
        _session.Dispose();
    }

    /// <summary>
    /// An arena never gives its first region back, however large what it was made for: here it is made, of the least size.
    /// </summary>
    /// <seealso href="https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/framework/bfc_arena.cc"/>
    private void BeginArena()
    {
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var allocator = new OrtAllocator(_session, memory);
        allocator.Allocate(1).Dispose();
    }
}

using System.Runtime.CompilerServices;

namespace Platform.Inference.Execution;

/// <summary>Awaited, has the rest of the method go on elsewhere.</summary>
/// <param name="queue">Takes the rest; null where it is to go on here.</param>
internal readonly struct Handover(Action<Action>? queue) : ICriticalNotifyCompletion
{
    public bool IsCompleted => queue is null;

    public Handover GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => queue!(continuation);
}

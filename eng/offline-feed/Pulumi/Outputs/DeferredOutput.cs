namespace Pulumi;

/// <summary>An output that can be handed out before it is known which output it will be.</summary>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<Output<T>> _resolved = new();

    public DeferredOutput() => Output = new Output<T>(DataAsync());

    public Output<T> Output { get; }

    public void Resolve(Output<T> output)
    {
        if (!_resolved.TrySetResult(output))
            throw new InvalidOperationException("DeferredOutput can only be resolved once.");
    }

    private async Task<OutputData<T>> DataAsync()
    {
        var output = await _resolved.Task.ConfigureAwait(false);
        return await output.DataTask.ConfigureAwait(false);
    }
}

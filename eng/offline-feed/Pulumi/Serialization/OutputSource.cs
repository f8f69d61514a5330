namespace Pulumi.Serialization;

internal sealed class OutputSource<T> : IOutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _completion = new();
    private readonly ImmutableHashSet<Resource> _resources;

    public OutputSource(Resource resource)
    {
        _resources = [resource];
        Output = new Output<T>(_completion.Task);
    }

    public Type Target => typeof(T);

    public IOutput Output { get; }

    public void Set(OutputData<object?> data)
    {
        var value = data.Value is null ? default! : (T)data.Value;
        _completion.SetResult(new OutputData<T>(_resources.Union(data.Resources), value, data.IsKnown, data.IsSecret));
    }

    public void TrySetDefault(bool isKnown)
        => _completion.TrySetResult(new OutputData<T>(_resources, default!, isKnown, IsSecret: false));

    public void TrySetException(Exception exception) => _completion.TrySetException(exception);
}

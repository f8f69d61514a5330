namespace Pulumi;

/// <summary>Work that the engine asks for around a resource's operations; with mocks there is no engine, and none is asked for.</summary>
public class ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
{
    public string Name { get; } = name;

    public ResourceHookCallback Callback { get; } = callback;

    public ResourceHookOptions Options { get; } = options ?? new();
}

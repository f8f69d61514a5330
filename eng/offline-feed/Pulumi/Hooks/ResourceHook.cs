namespace Pulumi;

/// <summary>Work that the engine asks for around a resource's operations; with mocks there is no engine, and none is asked for.</summary>
public class ResourceHook
{
    public ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
    {
        // The real package registers the hook with the running deployment: outside of one there is nothing to hook into.
        _ = Deployment.InternalInstance;
        (Name, Callback, Options) = (name, callback, options ?? new ResourceHookOptions());
    }

    public string Name { get; }

    public ResourceHookCallback Callback { get; }

    public ResourceHookOptions Options { get; }
}

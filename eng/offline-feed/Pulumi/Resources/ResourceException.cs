namespace Pulumi;

/// <summary>An error about one resource; with <paramref name="hideStack"/> it is reported without its stack trace.</summary>
public class ResourceException(string message, Resource? resource, bool hideStack = false) : Exception(message)
{
    internal Resource? Resource { get; } = resource;

    internal bool HideStack { get; } = hideStack;
}

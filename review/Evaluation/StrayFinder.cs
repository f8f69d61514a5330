using System.Collections.Concurrent;
using Platform.Review.Stacks;
using Pulumi;

namespace Platform.Review.Evaluation;

/// <summary>
/// What a program forgot to give a provider: Pulumi would make one by itself, for whatever subscription whoever deploys is signed in to,
/// or refuse to, where the settings say so.
/// </summary>
internal sealed class StrayFinder(DefaultProviders defaults)
{
    private readonly ConcurrentBag<RecordedResource> _resources = [];
    private readonly ConcurrentBag<string> _functions = [];

    /// <param name="provider">By which it is created; empty for the default one.</param>
    public void See(RecordedResource resource, string? provider)
    {
        if (resource.Resource is CustomResource && IsStray(resource.Type, provider))
            _resources.Add(resource);
    }

    /// <param name="provider">That is asked; empty for the default one.</param>
    public void See(string function, string? provider)
    {
        if (IsStray(function, provider))
            _functions.Add(function);
    }

    /// <exception cref="ReviewException">Something strays; the message lists all.</exception>
    public void Refuse(ResourcePaths paths)
    {
        string[] found =
        [
            .. _resources.Select(resource => $"{paths.Of(resource.Resource)} ({resource.Type}): give it a Parent, or a Provider")
            .Order(StringComparer.Ordinal),
            .. _functions.Distinct().Order(StringComparer.Ordinal)
                .Select(function => $"the function {function}: give it InvokeOptions with a Parent, or a Provider"),
        ];
        if (found is not [])
            throw new ReviewException(
                $"No provider is given to these, and {DefaultProviders.Key} switches off the one that Pulumi would make for whatever "
                + $"subscription one is signed in to:{string.Concat(found.Select(each => $"{Environment.NewLine}  {each}"))}");
    }

    private bool IsStray(string token, string? provider) => string.IsNullOrEmpty(provider) && defaults.AreOffFor(token);
}

using System.Collections.Immutable;
using Pulumi;

namespace Platform.Review.Evaluation;

/// <summary>What was seen of a resource while its program ran.</summary>
internal sealed class RecordedResource(Resource resource, ResourceArgs args, ResourceOptions options)
{
    public Resource Resource { get; } = resource;

    public ResourceArgs Args { get; } = args;

    public ResourceOptions Options { get; } = options;

    public string Name => Resource.GetResourceName();

    public string Type => Resource.GetResourceType();

    /// <summary>The arguments as the provider would get them; none for the stack itself, nor before it is registered.</summary>
    public ImmutableDictionary<string, object> Inputs { get; private set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>Where the program declares it, if that was asked for.</summary>
    public SourceLine? Source { get; init; }

    public bool IsRegistered { get; private set; } = resource is Stack;

    public void Register(ImmutableDictionary<string, object> inputs) => (Inputs, IsRegistered) = (inputs, true);
}

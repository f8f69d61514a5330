using System.Diagnostics;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>
/// Sees every resource twice: as a transformation, with its true parent and options, and as a mock, with its inputs. The mock is told
/// neither parent nor URN, so an ambient value carries the resource from the one to the other.
/// </summary>
/// <param name="sources">Finds where resources are declared, which takes its time; not asked for, unless given.</param>
internal sealed class Recording(SourceFinder? sources = null)
{
    private readonly AsyncLocal<RecordedResource?> _current = new();
    private readonly Lock _lock = new();
    private readonly List<RecordedResource> _resources = [];

    public IReadOnlyList<RecordedResource> Resources
    {
        get
        {
            lock (_lock)
                return [.. _resources];
        }
    }

    public ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        var resource = new RecordedResource(args.Resource, args.Args, args.Options)
        {
            Source = sources?.Find(new StackTrace(fNeedFileInfo: true)),
        };
        lock (_lock)
            _resources.Add(resource);
        _current.Value = resource;
        return null;
    }

    /// <summary>The resource that a mock is asked for.</summary>
    public RecordedResource ResourceOf(MockResourceArgs args)
    {
        if (_current.Value is not { } resource || resource.Type != args.Type || resource.Name != args.Name)
            throw new InvalidOperationException($"{args.Type} '{args.Name}' was registered without its transformation.");
        return resource;
    }
}

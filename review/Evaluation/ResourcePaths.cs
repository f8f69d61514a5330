using Pulumi;

namespace Platform.Review.Evaluation;

/// <summary>Where resources stand in their stack: names from the project down.</summary>
internal sealed class ResourcePaths
{
    private readonly string _project;
    private readonly Dictionary<Resource, Resource?> _parents;
    private readonly Dictionary<Resource, string> _paths = [];

    public ResourcePaths(string project, IEnumerable<RecordedResource> resources)
    {
        _project = project;
        _parents = resources.ToDictionary(resource => resource.Resource, resource => resource.Options.Parent);
    }

    /// <summary>The path of the resource's parent, which is the stack unless its options name another; null for the stack.</summary>
    public string? ParentOf(RecordedResource resource) => resource.Resource is Stack ? null : ParentOf(resource.Options.Parent);

    public string Of(Resource resource)
    {
        if (resource is Stack)
            return _project;
        if (!_paths.TryGetValue(resource, out var path))
            _paths[resource] = path = $"{ParentOf(_parents.GetValueOrDefault(resource))}/{resource.GetResourceName()}";
        return path;
    }

    private string ParentOf(Resource? parent) => parent is null ? _project : Of(parent);
}

namespace Pulumi;

public class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }

    /// <summary>Run by the engine, hence not with mocks.</summary>
    public List<ResourceTransform> ResourceTransforms { get => field ??= []; set; }
}

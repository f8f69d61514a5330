using Pulumi;

namespace Platform.Infra;

/// <summary>
/// The stack's tags on every resource of Azure's that takes any, besides those that it has, by one transformation of the whole stack: none
/// can be forgotten. A resource of any type has to say its own, as the service behind it may take none.
/// https://www.pulumi.com/docs/iac/concepts/resources/options/transformations/
/// </summary>
internal sealed class StackTags
{
    private IReadOnlyDictionary<string, string> _values = new Dictionary<string, string>();

    /// <param name="options">Of the stack, from whom nothing is taken; this comes first, so that others see the tags.</param>
    public StackOptions AddedTo(StackOptions? options)
    {
        options ??= new();
        options.ResourceTransformations.Insert(0, Add);
        return options;
    }

    /// <summary>Before the first resource.</summary>
    public void Set(IReadOnlyDictionary<string, string> values) => _values = values;

    private ResourceTransformationResult? Add(ResourceTransformationArgs resource)
    {
        if (resource.Args is not Pulumi.AzureNative.Resources.ResourceArgs
            && resource.Resource.GetResourceType().StartsWith("azure-native:", StringComparison.Ordinal)
            && resource.Args.GetType().GetProperty("Tags") is { } tags && tags.PropertyType == typeof(InputMap<string>))
            tags.SetValue(
                resource.Args,
                InputMap<string>.Merge((InputMap<string>)tags.GetValue(resource.Args)!, new Dictionary<string, string>(_values)));
        return null;
    }
}

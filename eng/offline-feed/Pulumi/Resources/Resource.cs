using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Anything that Pulumi keeps a URN for: a resource of a provider, or a component that groups some.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;

    /// <summary>For references to a resource of which nothing but its URN is known.</summary>
    private protected Resource(string urn)
    {
        (_type, _name) = ("", "");
        OutputSources = ImmutableDictionary<string, IOutputSource>.Empty;
        Urn = new Output<string>(OutputData<string>.Known(urn) with { Resources = [this] });
    }

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote = false)
    {
        ThrowIfEmpty(type, nameof(type));
        ThrowIfEmpty(name, nameof(name));
        (_type, _name) = (type, name);

        // First of all, so that whoever gets hold of this unfinished resource finds its outputs there.
        OutputSources = ResourceOutputs.Initialize(this, all: custom || remote || options.Urn is not null);

        var heir = type == Stack.ResourceType ? null : options.Parent ?? (options.Urn is null ? Deployment.InternalInstance.Stack : null);
        _transformations = [.. options.ResourceTransformations, .. heir?._transformations ?? []];
        (args, options) = Transformed(args, options);

        options = options.Clone();
        if (options is ComponentResourceOptions { Provider: not null, Providers.Count: > 0 })
            throw new ResourceException("Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
        if (options.Parent is { } parent)
        {
            parent.Children.Add(this);
            options.Protect ??= parent._protect;
            _providers = parent._providers;
        }

        _protect = options.Protect;
        _providers = custom ? ProvidersOfCustom(options) : _providers.SetItems(ProvidersOfComponent(options));

        foreach (var alias in options.Aliases)
            AliasUrn.Of(alias, name, type, options.Parent);
        Deployment.InternalInstance.ReadOrRegister(this, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ChildResources Children { get; } = new();

    internal ImmutableDictionary<string, IOutputSource> OutputSources { get; }

    // Methods, so that they cannot collide with a subclass's properties.
    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    /// <summary>
    /// The provider that children of this resource with a type of the given token's package use, unless they name another.
    /// </summary>
    internal ProviderResource? GetProvider(string token)
        => token.Split(':') is [var package, _, _] ? _providers.GetValueOrDefault(package) : null;

    private static void ThrowIfEmpty(string value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentException($"'{parameter}' cannot be null or empty.", parameter);
    }

    private (ResourceArgs Args, ResourceOptions Options) Transformed(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
                continue;
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }

    private ImmutableDictionary<string, ProviderResource> ProvidersOfCustom(ResourceOptions options)
    {
        if (options.Provider is not { } provider)
        {
            options.Provider = options.Parent?.GetProvider(_type);
            return _providers;
        }

        return _type.Split(':') is [var package, _, _] ? _providers.SetItem(package, provider) : _providers;
    }

    private static IEnumerable<KeyValuePair<string, ProviderResource>> ProvidersOfComponent(ResourceOptions options)
        => (options.Provider is { } provider ? [provider] : (options as ComponentResourceOptions)?.Providers ?? [])
            .Select(each => KeyValuePair.Create(each.Package, each));
}

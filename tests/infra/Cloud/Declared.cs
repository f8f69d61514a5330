using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Cloud;

/// <summary>A resource as the program declared it.</summary>
internal sealed record Declared(Resource Resource, ResourceArgs Args, ResourceOptions Options)
{
    public string Name => Resource.GetResourceName();
    public string Type => Resource.GetResourceType();
    public bool IsCustom => Resource is CustomResource;

    /// <summary>As they reach the provider; empty for a component.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>
    /// The type without package and module, e.g. <c>ManagedCluster</c>; a deployment is one of Kubernetes', one of Azure's a template.
    /// </summary>
    public string Kind => Type == "azure-native:resources:Deployment" ? "Template" : Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>
    /// The input at a path such as <c>sku.name</c> or <c>subnets.0.name</c>, or null; <c>~</c> stands for a dot within a name.
    /// </summary>
    public object? this[string path] => path.Split('.').Aggregate<string, object?>(Inputs, Step);

    public string? Text(string path) => this[path]?.ToString();

    /// <summary>What it says it waits for.</summary>
    public async Task<IReadOnlyCollection<Resource>> DependenciesAsync() => await OutputUtilities.GetValueAsync(Options.DependsOn.ToOutput());

    public override string ToString() => $"{Type} {Name}";

    private static object? Step(object? from, string name) => from switch
    {
        ImmutableDictionary<string, object> map => map.GetValueOrDefault(name.Replace('~', '.')),
        ImmutableArray<object> list => int.Parse(name) < list.Length ? list[int.Parse(name)] : null,
        _ => null,
    };
}

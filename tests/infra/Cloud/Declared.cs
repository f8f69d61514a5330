using System.Collections.Immutable;
using Platform.Review.Evaluation;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Cloud;

/// <summary>A resource as the program declared it.</summary>
internal sealed record Declared(RecordedResource Recorded)
{
    public Resource Resource => Recorded.Resource;
    public ResourceArgs Args => Recorded.Args;
    public ResourceOptions Options => Recorded.Options;
    public string Name => Recorded.Name;
    public string Type => Recorded.Type;
    public bool IsCustom => Resource is CustomResource;

    /// <summary>As they reach the provider; empty for a component.</summary>
    public ImmutableDictionary<string, object> Inputs => IsCustom ? Recorded.Inputs : ImmutableDictionary<string, object>.Empty;

    /// <summary>
    /// The type without package and module, e.g. <c>ManagedCluster</c>; a deployment is one of Kubernetes', one of Azure's a template.
    /// </summary>
    public string Kind => Type == "azure-native:resources:Deployment" ? "Template" : Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>
    /// The input at a path such as <c>sku.name</c> or <c>subnets.0.name</c>, or null; <c>~</c> stands for a dot within a name.
    /// </summary>
    public object? this[string path] => At(Inputs, path);

    public string? Text(string path) => this[path]?.ToString();

    /// <summary>In the cloud.</summary>
    public string Id => Cloud.Id!;

    /// <summary>What the cloud says of it, by a path as of an input.</summary>
    public string Answer(string path) => At(Cloud.Outputs, path)!.ToString()!;

    /// <summary>What it says it waits for.</summary>
    public async Task<IReadOnlyCollection<Resource>> DependenciesAsync()
        => await OutputUtilities.GetValueAsync(Options.DependsOn.ToOutput());

    private CloudResource Cloud => CloudMock.Answer(new() { Type = Type, Name = Name, Inputs = Inputs });

    public override string ToString() => $"{Type} {Name}";

    private static object? At(ImmutableDictionary<string, object> values, string path)
        => path.Split('.').Aggregate<string, object?>(values, Step);

    private static object? Step(object? from, string name) => from switch
    {
        ImmutableDictionary<string, object> map => map.GetValueOrDefault(name.Replace('~', '.')),
        ImmutableArray<object> list => int.Parse(name) < list.Length ? list[int.Parse(name)] : null,
        _ => null,
    };
}

using System.Collections.Immutable;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.Utilities;
using static Platform.Infra.Components.ArmTemplate;
using Deployment = Pulumi.Deployment;

namespace Platform.Infra.Registry;

/// <summary>
/// A build of an image, by the protocol of <c>az acr build</c>: ask where to put the source, put it there, run a build of it.
/// The run is a template's, which waits for its end; a run of the provider's own never ends for it, and so fails every deployment:
/// https://github.com/pulumi/pulumi-azure-native/issues/1713, https://github.com/Azure/azure-rest-api-specs/issues/19159
/// </summary>
internal sealed class ImageBuild
{
    private const string RunType = "Microsoft.ContainerRegistry/registries/taskRuns";
    private const string RunVersion = "2019-06-01-preview";

    private readonly string _stack;

    /// <param name="options">Of a child that depends on what the build's agents need to find the registry.</param>
    public ImageBuild(
        ConcernScope scope, Pulumi.AzureNative.ContainerRegistry.Registry registry, BuildSource source,
        BuildAgents? agents, CustomResourceOptions options)
    {
        _stack = scope.Stack;
        // A preview uploads nothing, and whoever may only look at the registry may not ask
        var name = registry.Id.Apply(id => id.Split('/')[^1]);
        var upload = ListRegistryBuildSourceUploadUrl.Invoke(new()
        {
            RegistryName = Deployment.Instance.IsDryRun ? OutputUtilities.CreateUnknown("") : name,
            ResourceGroupName = scope.ResourceGroup,
        }, scope.Asking);
        // Built once: where the source was put, and by whom it was built, is no reason to build the same content again. Nor is a failure:
        // of a run that is there Azure starts none anew. Who wants one takes the failed one out of the state, as Pulumi would give a
        // replacement what it is told to ignore, the place of the former source
        options.IgnoreChanges.AddRange(["properties", "tags"]);
        options.Hooks.BeforeCreate.Add(BuildSourceUpload.Before(
            $"upload-{scope.Stack}-{source.Tag}", source, Output.CreateSecret(upload.Apply(location => location.UploadUrl ?? ""))));
        var request = Request(source);
        if (agents is not null)
            request = BuildAgents.Request(request);
        var resources = registry.Name.Apply(registryName => RunIn(registryName, scope.Location, request))
            .Apply(run => agents?.Around(run, RunType, registry.Name) ?? Output.Create(List(run)));
        // A resource of its own for each content: a plan names it, and the old one is not touched before the new image is there
        Run = ArmTemplate.Declare(
            $"image-{source.Tag}", scope,
            Output.Tuple(registry.Name, resources).Apply(given => Template(given.Item1, given.Item2)),
            options, ("sourceLocation", upload.Apply(location => (object)(location.RelativePath ?? ""))));
        Reference = Output.Tuple(Run.Properties, registry.Name, Run.Urn)
            .Apply(done => $"{source.Tag}@{DigestOf(source.Tag, done.Item1.Outputs, done.Item2, done.Item3)}");
        Tag = Reference.Apply(reference => reference.Split('@')[0]);
    }

    public Pulumi.AzureNative.Resources.Deployment Run { get; }

    /// <summary>The image's tag, once the image is there.</summary>
    public Output<string> Tag { get; }

    /// <summary>
    /// The tag with the digest that it had when it was built, so that nodes run that image and none pushed over it later.
    /// </summary>
    public Output<string> Reference { get; }

    private static ImmutableDictionary<string, object> Template(string registry, ImmutableArray<object> resources) => Map(
        ("parameters", Map(("sourceLocation", Map(("type", "string"))))),
        ("resources", resources),
        ("outputs", Map(("run", Map(
            ("type", "object"),
            ("value", $"[reference(resourceId('{RunType}', '{registry}', {OwnName}), '{RunVersion}').runResult]"))))));

    // The run is called after the write, which is called otherwise each time, so content that comes back meets no earlier run
    private static ImmutableDictionary<string, object> RunIn(
        string registry, string location, ImmutableDictionary<string, object> request) => Map(
        ("type", RunType), ("apiVersion", RunVersion), ("name", $"[concat('{registry}/', {OwnName})]"), ("location", location),
        ("properties", Map(("runRequest", request))));

    private static ImmutableDictionary<string, object> Request(BuildSource source) => Map(
        ("type", "DockerBuildRequest"), ("dockerFilePath", source.Content.Dockerfile),
        ("sourceLocation", "[parameters('sourceLocation')]"), ("imageNames", List($"{source.Content.Repository}:{source.Tag}")),
        ("isPushEnabled", true),
        ("platform", Map(("os", "Linux"), ("architecture", "amd64"))), ("timeout", 1800));

    // A run that failed must not pass for an image
    private string DigestOf(string tag, object? outputs, string registry, string urn)
    {
        var run = Members(OutputOf(outputs, "run"));
        // As the API has it, where the SDKs flatten it
        run = run.ContainsKey("properties") ? Members(run["properties"]) : run;
        if ($"{run.GetValueOrDefault("status")}" is var status && status != "Succeeded")
            throw new RunException(
                $"the build of the image with tag {tag} ended as '{status}'. "
                + $"Its log: az acr task logs --registry {registry} --run-id {run.GetValueOrDefault("runId")}\n"
                + $"To build it again: pulumi state delete --stack {_stack} '{urn}', then pulumi up");
        return run.GetValueOrDefault("outputImages") is ImmutableArray<object> { IsDefaultOrEmpty: false } images
            ? $"{Members(images[0])["digest"]}"
            : throw new RunException($"the build of the image with tag {tag} succeeded and pushed no image; see its log in the registry");
    }

    private static ImmutableDictionary<string, object> Members(object? value)
        => value as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;
}

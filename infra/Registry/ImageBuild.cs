using System.Collections.Immutable;
using Platform.Infra.Network;
using Pulumi;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.AzureNative.ContainerRegistry.Inputs;
using Pulumi.AzureNative.ContainerRegistry.Outputs;
using Pulumi.Utilities;

namespace Platform.Infra.Registry;

/// <summary>
/// A build of the inference image, by the protocol of <c>az acr build</c>: ask where to put the source, put it there, run a build of it.
/// </summary>
internal sealed class ImageBuild
{
    private readonly string _stack;

    /// <param name="options">Of a child that depends on what the build's agents need to find the registry.</param>
    public ImageBuild(
        PlatformScope scope, Pulumi.AzureNative.ContainerRegistry.Registry registry, string repository, BuildSource source,
        AgentPool? agents,
        CustomResourceOptions options)
    {
        _stack = scope.Stack;
        // A preview uploads nothing, and whoever may only look at the registry may not ask
        var name = registry.Id.Apply(id => id.Split('/')[^1]);
        var upload = ListRegistryBuildSourceUploadUrl.Invoke(new()
        {
            RegistryName = Deployment.Instance.IsDryRun ? OutputUtilities.CreateUnknown("") : name,
            ResourceGroupName = scope.ResourceGroup,
        });
        options.IgnoreChanges.Add("runRequest.sourceLocation");
        options.RetainOnDelete = true;
        // A run that failed stays in the registry and in the state; the next deployment runs it anew, from the source that it was given
        options.ReplaceOnChanges.Add("#initerror");
        options.Hooks.BeforeCreate.Add(BuildSourceUpload.Before(
            $"upload-{scope.Stack}-{source.Tag}", source, Output.CreateSecret(upload.Apply(location => location.UploadUrl ?? ""))));
        var request = new DockerBuildRequestArgs
        {
            Type = "DockerBuildRequest",
            DockerFilePath = BuildSource.Dockerfile,
            SourceLocation = upload.Apply(location => location.RelativePath ?? ""),
            ImageNames = { $"{repository}:{source.Tag}" },
            IsPushEnabled = true,
            Platform = new PlatformPropertiesArgs { Os = OS.Linux, Architecture = Architecture.Amd64 },
            Timeout = 1800,
        };
        if (agents is not null)
            request.AgentPoolName = agents.Name;
        // A resource of its own for each content: a plan names it, and the old one is not touched before the new image is there. Its
        // name in Azure is made up anew each time: Azure Native creates no run that Azure
        // still has, as it would for content that comes back.
        Run = new($"image-{source.Tag}", new()
        {
            RegistryName = registry.Name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            RunRequest = request,
        }, options);
        Tag = Output.Tuple(Run.RunResult, Run.Urn, registry.Name)
            .Apply(done => TagOf(source.Tag, done.Item1.Status, done.Item1.RunId, done.Item3, done.Item2));
        Reference = Output.Tuple(Tag, Run.RunResult).Apply(done => Pinned(done.Item1, done.Item2.OutputImages));
    }

    public TaskRun Run { get; }

    /// <summary>The image's tag, once the image is there.</summary>
    public Output<string> Tag { get; }

    /// <summary>
    /// The tag with the digest that it had when it was built, so that nodes run that image and none pushed over it later.
    /// </summary>
    public Output<string> Reference { get; }

    private static string Pinned(string tag, ImmutableArray<ImageDescriptorResponse> images) =>
        images.IsDefaultOrEmpty
            ? throw new RunException($"the build of the image with tag {tag} succeeded and pushed no image; see its log in the registry")
            : $"{tag}@{images[0].Digest}";

    // Azure keeps a run that failed as it keeps one that did not, and to update it changes nothing: it must not pass for an image.
    internal string TagOf(string tag, string? status, string? runId, string registry, string urn) => status == "Succeeded"
        ? tag
        : throw new RunException(
            $"the build of the image with tag {tag} ended as '{status}'. Its log: az acr task logs --registry {registry} --run-id {runId}\n"
            + $"To build it again: pulumi state delete --stack {_stack} '{urn}', then pulumi up");
}

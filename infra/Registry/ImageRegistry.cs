using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.AzureNative.ContainerRegistry.Inputs;
using Pulumi.Utilities;

namespace Platform.Infra.Registry;

/// <summary>The container registry, and the build of the inference image in it.</summary>
internal sealed class ImageRegistry : PlatformComponent
{
    private const string Repository = "inference";

    // What must exist before anything inside a private network finds the registry
    private readonly List<Resource> _reachable = [];

    public ImageRegistry(
        PlatformScope scope, RegistrySettings settings, BuildSource source, PlatformNetwork network, Identities identities, Monitoring monitoring)
        : base("Registry", scope)
    {
        Registry = Declare(settings, network);
        foreach (var region in settings.Replicas)
            DeclareReplica(region);
        if (network.IsPrivate)
            _reachable.Add(PrivateAccess.Grant(this, scope, network, "registry", Registry.Id, "registry", PrivateZones.Registry));
        Diagnostics.Send(this, "registry", Registry.Id, monitoring);
        KubeletPull = Grant.To(
            this, scope, "kubelet-pulls-images", identities.Kubelet.PrincipalId, PrincipalType.ServicePrincipal, BuiltInRole.AcrPull, Registry.Id,
            "Nodes start the inference image");
        Build = DeclareBuild(source, network);
        Image = ImageOf(source.Tag);
        RegisterOutputs();
    }

    public Pulumi.AzureNative.ContainerRegistry.Registry Registry { get; }

    /// <summary>Done when the image is in the registry.</summary>
    public TaskRun Build { get; }

    public RoleAssignment KubeletPull { get; }

    /// <summary>The image by the tag that names its content.</summary>
    public Output<string> Image { get; }

    /// <param name="tag">Of this build's content or of an earlier one's: runs are kept, and what has a tag is never cleaned away.</param>
    public Output<string> ImageOf(string tag) => Output.Format($"{Registry.LoginServer}/{Repository}:{tag}");

    private Pulumi.AzureNative.ContainerRegistry.Registry Declare(RegistrySettings settings, PlatformNetwork network)
    {
        var premium = settings.Sku == RegistrySku.Premium;
        return new("registry", new()
        {
            RegistryName = Scope.Names.Registry,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            Sku = new SkuArgs { Name = premium ? SkuName.Premium : SkuName.Standard },
            AdminUserEnabled = false,
            AnonymousPullEnabled = false,
            PublicNetworkAccess = network.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
            NetworkRuleBypassOptions = NetworkRuleBypassOptions.AzureServices,
            ZoneRedundancy = premium ? ZoneRedundancy.Enabled : ZoneRedundancy.Disabled,
            Policies = premium ? Policies(settings, network.IsPrivate) : null!,
            Tags = Scope.Tags,
        }, Lasting());
    }

    // Both are Premium's; the export policy can only be off where public access is:
    // https://learn.microsoft.com/azure/container-registry/data-loss-prevention
    private static PoliciesArgs Policies(RegistrySettings settings, bool isPrivate) => new()
    {
        RetentionPolicy = new RetentionPolicyArgs { Status = PolicyStatus.Enabled, Days = settings.RetentionDays },
        ExportPolicy = new ExportPolicyArgs { Status = isPrivate ? ExportPolicyStatus.Disabled : ExportPolicyStatus.Enabled },
    };

    private void DeclareReplica(string region) => _ = new Replication($"replica-{region}", new()
    {
        ReplicationName = region,
        RegistryName = Registry.Name,
        ResourceGroupName = Scope.ResourceGroup,
        Location = region,
        ZoneRedundancy = ZoneRedundancy.Enabled,
        Tags = Scope.Tags,
    }, Child());

    // The protocol of `az acr build`: ask where to put the source, put it there, run a build of it.
    private TaskRun DeclareBuild(BuildSource source, PlatformNetwork network)
    {
        // A preview uploads nothing, and whoever may only look at the registry may not ask
        var name = Registry.Id.Apply(id => id.Split('/')[^1]);
        var upload = ListRegistryBuildSourceUploadUrl.Invoke(new()
        {
            RegistryName = Deployment.Instance.IsDryRun ? OutputUtilities.CreateUnknown("") : name,
            ResourceGroupName = Scope.ResourceGroup,
        });
        var options = Child(_reachable);
        options.IgnoreChanges.Add("runRequest.sourceLocation");
        options.RetainOnDelete = true;
        options.Hooks.BeforeCreate.Add(BuildSourceUpload.Before(
            $"upload-{Scope.Stack}-{source.Tag}", source, Output.CreateSecret(upload.Apply(location => location.UploadUrl ?? ""))));
        var request = new DockerBuildRequestArgs
        {
            Type = "DockerBuildRequest",
            DockerFilePath = BuildSource.Dockerfile,
            SourceLocation = upload.Apply(location => location.RelativePath ?? ""),
            ImageNames = { $"{Repository}:{source.Tag}" },
            IsPushEnabled = true,
            Platform = new PlatformPropertiesArgs { Os = OS.Linux, Architecture = Architecture.Amd64 },
            Timeout = 1800,
        };
        if (network.IsPrivate)
            request.AgentPoolName = DeclareAgents(network).Name;
        // A resource of its own for each content: a plan names it, and the old one is not touched before the new image is there. Its
        // name in Azure is made up anew each time: Azure Native creates no run that Azure still has, as it would for content that comes back.
        return new($"image-{source.Tag}", new()
        {
            RegistryName = Registry.Name,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            RunRequest = request,
        }, options);
    }

    // A registry that is closed to the internet is closed to the shared build agents as well
    private AgentPool DeclareAgents(PlatformNetwork network) => new("build-agents", new()
    {
        AgentPoolName = "builds",
        RegistryName = Registry.Name,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        Count = 1,
        Tier = "S1",
        Os = OS.Linux,
        VirtualNetworkSubnetResourceId = network.BuildsSubnetId,
        Tags = Scope.Tags,
    }, Child(network.WayOut));
}

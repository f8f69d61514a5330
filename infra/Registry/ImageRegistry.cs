using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.AzureNative.ContainerRegistry.Inputs;

namespace Platform.Infra.Registry;

/// <summary>The container registry, and the build of the inference image in it.</summary>
internal sealed class ImageRegistry : PlatformComponent
{
    private const string Repository = "inference";

    // What must exist before anything inside a private network finds the registry
    private readonly List<Resource> _reachable = [];

    public ImageRegistry(
        PlatformScope scope, RegistrySettings settings, BuildSource source, PlatformNetwork network, Identities identities,
        Monitoring monitoring)
        : base("Registry", scope)
    {
        Registry = Declare(settings, network);
        var replicas = settings.Replicas.Select(DeclareReplica).ToList();
        if (network.IsPrivate)
            _reachable.Add(PrivateAccess.Grant(
                Child(replicas), scope, network, "registry", Registry.Id, "registry", PrivateZones.Registry));
        Diagnostics.Send(this, "registry", Registry.Id, monitoring);
        KubeletPull = Grant.To(
            this, scope, "kubelet-pulls-images", identities.Kubelet.PrincipalId, PrincipalType.ServicePrincipal, BuiltInRole.AcrPull,
            Registry.Id,
            "Nodes start the inference image");
        ContentTag = settings.IsBuilt ? source.Tag : settings.Image[(settings.Image.LastIndexOf(':') + 1)..][..source.Tag.Length];
        if (settings.IsBuilt)
        {
            var build = new ImageBuild(
                scope, Registry, Repository, source,
                network.IsPrivate ? new BuildAgents(scope, Registry, network, Child(network.WayOut)) : null, Child(_reachable));
            Ready = [build.Run];
            Image = Output.Format($"{Registry.LoginServer}/{Repository}:{build.Tag}");
            PinnedImage = Output.Format($"{Registry.LoginServer}/{Repository}:{build.Reference}");
        }
        else
        {
            Ready = [Registry, .. _reachable];
            Image = PinnedImage = Output.Create(settings.Image);
        }
        RegisterOutputs();
    }

    public Pulumi.AzureNative.ContainerRegistry.Registry Registry { get; }

    /// <summary>Done when the image can be pulled.</summary>
    public IReadOnlyList<Resource> Ready { get; }

    /// <summary>Twelve hexadecimal digits that name the image's content before it is built.</summary>
    public string ContentTag { get; }

    public RoleAssignment KubeletPull { get; }

    /// <summary>The image by the tag that names its content; one that was built elsewhere, by its digest.</summary>
    public Output<string> Image { get; }

    /// <summary>The same with its digest.</summary>
    public Output<string> PinnedImage { get; }

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
            // A name of its own for what is pulled, in place of all of Azure's storage
            DataEndpointEnabled = premium,
            ZoneRedundancy = premium ? ZoneRedundancy.Enabled : ZoneRedundancy.Disabled,
            Policies = premium ? Policies(settings, network.IsPrivate) : null!,
            Tags = Scope.Tags,
        }, Lasting());
    }

    // Both are Premium's; the export policy can only be off where public access is, and soft delete goes with neither replicas nor
    // retention: https://learn.microsoft.com/azure/container-registry/data-loss-prevention
    // https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy Left out: content trust, which Azure takes
    // away, and quarantine, without which a scanner that lets images out pulls stop.
    private static PoliciesArgs Policies(RegistrySettings settings, bool isPrivate) => new()
    {
        RetentionPolicy = new RetentionPolicyArgs { Status = PolicyStatus.Enabled, Days = settings.RetentionDays },
        ExportPolicy = new ExportPolicyArgs { Status = isPrivate ? ExportPolicyStatus.Disabled : ExportPolicyStatus.Enabled },
    };

    // Each has an address of the private endpoint, which is made when they are there
    private Replication DeclareReplica(string region) => new($"replica-{region}", new()
    {
        ReplicationName = region,
        RegistryName = Registry.Name,
        ResourceGroupName = Scope.ResourceGroup,
        Location = region,
        ZoneRedundancy = ZoneRedundancy.Enabled,
        Tags = Scope.Tags,
    }, Child());
}

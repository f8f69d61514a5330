using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.AzureNative.ContainerRegistry.Inputs;
using Deployment = Pulumi.Deployment;

namespace Platform.Infra.Registry;

/// <summary>The container registry, and the builds of the images in it.</summary>
internal sealed class ImageRegistry : PlatformComponent
{
    private static readonly string _repository = ImageContent.Inference.Repository;

    // What must exist before anything inside a private network finds the registry
    private readonly List<Resource> _reachable = [];

    public ImageRegistry(string name, ImageRegistryArgs args, ComponentResourceOptions? options = null)
        : base("Registry", name, args.Scope, options)
    {
        var settings = args.Settings;
        var network = args.Network;
        Registry = Declare(settings, network);
        var replicas = settings.Replicas.Select(DeclareReplica).ToList();
        if (network.IsPrivate)
            _reachable.Add(PrivateEndpoints.Add(Scope, network, new("registry", Registry.Id, "registry", PrivateZones.Registry), replicas));
        Diagnostics.Send(Scope, "registry", Registry.Id, args.Monitoring);
        KubeletPull = Grant.To(
            Scope, "kubelet-pulls-images", Principal.Of(args.Identities.Kubelet), new(BuiltInRole.AcrPull, Registry.Id),
            "Nodes start the platform's images");
        var agents = settings.IsBuilt && network.IsPrivate ? new BuildAgents(Scope, Registry, network) : null;
        var source = BuildSource.In(Deployment.Instance.RootDirectory, ImageContent.Inference);
        ContentTag = settings.IsBuilt ? source.Tag : settings.Image[(settings.Image.LastIndexOf(':') + 1)..][..source.Tag.Length];
        Inference = settings.IsBuilt ? Build(source, agents, _reachable) : BuiltElsewhere(settings.Image);
        // One after the other: they have the same agents
        Billing = Other(args.Billing, ImageContent.Billing, agents, Inference.Ready);
        Runner = Other(args.Runner, ImageContent.Runner, agents, (Billing ?? Inference).Ready);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["registryId"] = Registry.Id,
            ["image"] = Inference.Tagged,
        });
    }

    public Pulumi.AzureNative.ContainerRegistry.Registry Registry { get; }

    public BuiltImage Inference { get; }

    /// <summary>Null where nothing is billed.</summary>
    public BuiltImage? Billing { get; }

    /// <summary>Null where there is no runner.</summary>
    public BuiltImage? Runner { get; }

    /// <summary>Done when the inference image can be pulled.</summary>
    public IReadOnlyList<Resource> Ready => Inference.Ready;

    /// <summary>Twelve hexadecimal digits that name the inference image's content before it is built.</summary>
    public string ContentTag { get; }

    public RoleAssignment KubeletPull { get; }

    /// <param name="tag">Of this build's content or of an earlier one's: runs are kept, and what has a tag is never cleaned away.</param>
    public Output<string> ImageOf(string tag) => Output.Format($"{Registry.LoginServer}/{_repository}:{tag}");

    private BuiltImage? Other(string? image, ImageContent content, BuildAgents? agents, IEnumerable<Resource> after) => image switch
    {
        null => null,
        "" => Build(BuildSource.In(Deployment.Instance.RootDirectory, content), agents, after),
        _ => BuiltElsewhere(image),
    };

    private BuiltImage Build(BuildSource source, BuildAgents? agents, IEnumerable<Resource> after)
    {
        var build = new ImageBuild(Scope, Registry, source, agents, Child(after));
        var name = Output.Format($"{Registry.LoginServer}/{source.Content.Repository}");
        return new(Output.Format($"{name}:{build.Tag}"), Output.Format($"{name}:{build.Reference}"), [build.Run]);
    }

    private BuiltImage BuiltElsewhere(string image) => new(Output.Create(image), Output.Create(image), [Registry, .. _reachable]);

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
            Policies = premium ? (Input<PoliciesArgs>)Policies(settings, network.IsPrivate) : null,
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
    }, Child());
}

using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Gateway;
using Platform.Infra.Network;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;

namespace Platform.Infra.Billing;

/// <summary>Billing on the cluster: in a namespace of its own, reached by the gateway alone.</summary>
internal sealed class BillingService : PlatformComponent
{
    /// <summary>Of the mounted file.</summary>
    public const string PlansFile = "plans.json";

    /// <summary>Beside it: what tiers are called, and what they limit.</summary>
    public const string TiersFile = "tiers.json";

    /// <summary>Beside them: who signed the certificates of the stack's own servers.</summary>
    public const string AuthorityFile = "authority.crt";

    private readonly NamespaceScope _space;

    public BillingService(string name, BillingServiceArgs args, ComponentResourceOptions? options = null)
        : base("Billing", name, args.Scope, options)
    {
        var settings = args.Settings;
        var cluster = new ClusterScope(Scope, args.Cluster);
        _space = new(cluster, DeclareNamespace(cluster));
        LimitNamespace(settings.Billing);
        GatewayRole.Grant(Scope, args.Identities.Billing!, args.Gateway);
        var pod = new BillingPodArgs(
            DeclareAccount(args.Identities.Billing!), DeclareCertificate(args.Certificates.Billing!), DeclarePlans(settings.Gateway, args),
            args.Image.Pinned, args.Database.ConnectionString, args.Usage.LogsUrl, args.Usage.RecordsUrl,
            args.Certificates.PseudonymKey is { } key
                ? CollectedRecords.Declare(_space, "billing-collection-key", key, BillingLabels.All(Scope.Stack))
                : null,
            args.Gateway, args.Console);
        List<Resource> needed = [.. args.Image.Ready, args.Database.Ready];
        if (settings.Billing.NeedsSecret)
        {
            var (secret, mount) = PaymentSecret.Declare(_space, args.Secrets, args.Identities.Billing!);
            PaymentSecretName = secret.Apply(name => (string?)name);
            needed.Add(mount);
        }

        new BillingDeployment(_space, settings.Billing, pod).Declare(_space.InCluster(needed));
        DeclareAddress(args.Network, needed);
        DeclareDisruptionBudget();
        BillingTraffic.Declare(_space, args.Network, settings.Billing);
        BillingBudget.Declare(Scope, settings, args);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["paymentSecretName"] = PaymentSecretName,
        });
    }

    /// <summary>The vault's secret that an operator writes credentials into; null where nothing needs any.</summary>
    public Output<string?> PaymentSecretName { get; } = Output.Create((string?)null);

    public static string HostIn(PrivateZone zone) => $"{BillingLabels.Application}.{zone.Name}";

    private ObjectMetaArgs Metadata(string name) => new() { Name = name, Namespace = _space.Name, Labels = BillingLabels.All(Scope.Stack) };

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    private static Namespace DeclareNamespace(ClusterScope cluster) => new("billing-namespace", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = BillingLabels.Application,
            Labels = new Dictionary<string, string>(BillingLabels.All(cluster.Stack))
            {
                ["pod-security.kubernetes.io/enforce"] = "restricted",
                ["pod-security.kubernetes.io/audit"] = "restricted",
                ["pod-security.kubernetes.io/warn"] = "restricted",
            },
        },
    }, cluster.InCluster());

    // Both pods, and one more while a new version rolls out
    private void LimitNamespace(BillingSettings settings)
    {
        const int pods = BillingDeployment.Replicas + 1;
        var (cpu, memory) = ($"{pods * settings.CpuMillicores}m", $"{pods * settings.MemoryMebibytes}Mi");
        _ = new ResourceQuota("billing-quota", new()
        {
            Metadata = Metadata(BillingLabels.Application),
            Spec = new ResourceQuotaSpecArgs
            {
                Hard =
                {
                    ["pods"] = $"{pods}",
                    ["requests.cpu"] = cpu,
                    ["requests.memory"] = memory,
                    ["limits.cpu"] = cpu,
                    ["limits.memory"] = memory,
                },
            },
        }, _space.InCluster());
    }

    private ServiceAccount DeclareAccount(UserAssignedIdentity identity)
    {
        _ = new FederatedIdentityCredential("billing-federation", new()
        {
            FederatedIdentityCredentialResourceName = "kubernetes",
            ResourceName = identity.Name,
            ResourceGroupName = Scope.ResourceGroup,
            Issuer = _space.Issuer,
            Subject = BillingLabels.Subject,
            Audiences = { "api://AzureADTokenExchange" },
        }, Child());
        var metadata = Metadata(BillingLabels.Application);
        metadata.Annotations.Add("azure.workload.identity/client-id", identity.ClientId);
        // Tokens for Azure are projected by the workload identity webhook; the API server's own is of no use here
        return new("billing-account", new() { Metadata = metadata, AutomountServiceAccountToken = false }, _space.InCluster());
    }

    private Secret DeclareCertificate(ServerCertificate certificate) => new("billing-certificate", new()
    {
        Metadata = Metadata("billing-tls"),
        Type = "kubernetes.io/tls",
        StringData = { ["tls.crt"] = certificate.Pem, ["tls.key"] = certificate.KeyPem },
    }, _space.InCluster());

    // Its name is Pulumi's: with other plans it is another one, so that the pods roll over to it
    private ConfigMap DeclarePlans(GatewaySettings gateway, BillingServiceArgs args) => new("billing-plans", new()
    {
        Metadata = new ObjectMetaArgs { Namespace = _space.Name, Labels = BillingLabels.All(Scope.Stack) },
        Immutable = true,
        Data = Files(gateway, args),
    }, _space.InCluster());

    private static InputMap<string> Files(GatewaySettings gateway, BillingServiceArgs args)
    {
        var files = new InputMap<string> { [PlansFile] = PlanFile.Of(gateway), [TiersFile] = TierOffer.Json(gateway.Tiers) };
        if (args.Console is not null)
            files.Add(AuthorityFile, args.Certificates.AuthorityPem);
        return files;
    }

    private void DeclareAddress(PlatformNetwork network, IEnumerable<Resource> after)
    {
        var metadata = Metadata(BillingLabels.Application);
        metadata.Annotations.Add("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
        metadata.Annotations.Add("service.beta.kubernetes.io/azure-load-balancer-ipv4", network.Plan.BillingAddress);
        _ = new Service("billing-service", new()
        {
            Metadata = metadata,
            Spec = new ServiceSpecArgs
            {
                Type = "LoadBalancer",
                // Keeps the caller's address, which the network policy goes by
                ExternalTrafficPolicy = "Local",
                Selector = BillingLabels.Selector,
                Ports = { new ServicePortArgs { Name = "https", Port = 443, TargetPort = "https", Protocol = "TCP" } },
            },
        }, _space.InCluster(after));
        network.InternalZone.Address(BillingLabels.Application, network.Plan.BillingAddress, Child());
    }

    private void DeclareDisruptionBudget() => _ = new PodDisruptionBudget("billing-disruption-budget", new()
    {
        Metadata = Metadata(BillingLabels.Application),
        Spec = new PodDisruptionBudgetSpecArgs
        {
            MaxUnavailable = 1,
            Selector = new LabelSelectorArgs { MatchLabels = BillingLabels.Selector },
        },
    }, _space.InCluster());
}

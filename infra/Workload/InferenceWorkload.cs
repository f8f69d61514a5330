using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Scheduling.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Platform.Infra.Workload;

/// <summary>The inference server on the cluster: in a namespace of its own, scaled, guarded, reached by the gateway alone.</summary>
internal sealed class InferenceWorkload : PlatformComponent
{
    private const string AccountName = "inference";

    public InferenceWorkload(string name, InferenceWorkloadArgs args, ComponentResourceOptions? options = null)
        : base("Workload", name, args.Scope, options)
    {
        var settings = args.Settings;
        var cluster = new ClusterScope(Scope, args.Cluster);
        var space = new NamespaceScope(cluster, DeclareNamespace(cluster));
        NamespaceLimits.Declare(space, settings);
        var pods = new InferenceDeployment(space, settings, DeclarePod(space, settings, args));
        var scaler = new ScalerIdentity("scaler", new(space, args.Identities, args.Prometheus.WorkspaceId), Inside);
        foreach (var track in WorkloadTrack.Of(settings, args.Registry, args.Network.Plan))
        {
            var served = new ServedTrack(track.Name, new(space, track, pods, args, scaler.Authentication), Inside);
            if (track.Name == WorkloadTrack.Canary)
                CanaryReady = served.Ready;
        }

        _ = new TrafficRules("traffic", new(space, args.Network, settings, args.Usage is not null, args.Texts is not null), Inside);
        _ = new Scraping("scraping", new(space, args.Certificates.AuthorityPem, Scraped(args)), Inside);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["namespace"] = space.Name,
        });
    }

    /// <summary>Empty where there is no canary.</summary>
    public IReadOnlyList<Resource> CanaryReady { get; } = [];

    private static (string Name, string Host)[] Scraped(InferenceWorkloadArgs args)
    => [
        (WorkloadLabels.Application, WorkloadEndpoints.CertifiedIn(args.Network.InternalZone)[0]),
        .. args.Usage is null ? [] : new[] { (WorkloadLabels.Billing, $"{WorkloadLabels.Billing}.{args.Network.InternalZone.Name}") },
    ];

    private static InferencePodArgs DeclarePod(NamespaceScope space, WorkloadSettings settings, InferenceWorkloadArgs args) => new(
        DeclareAccount(space, args.Identities.Workload), DeclareCertificate(space, args.Certificates),
        DeclareGatewaySecret(space, args.Certificates), DeclarePriority(space), args.Usage,
        args.Records is { } records
            ? (records, CollectedRecords.Declare(space, "collection-key", records.Key, WorkloadLabels.All(space.Stack)))
            : null,
        args.Texts)
    {
        Conversations = settings.Conversations is { Kept: true } kept
            ? Output.Format($"Host={kept.Server};Database={kept.Database};Username={args.Identities.Workload.Name};SSL Mode=VerifyFull")
            : null,
    };

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    private static Namespace DeclareNamespace(ClusterScope cluster) => new("namespace", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = WorkloadLabels.Application,
            Labels = new Dictionary<string, string>(WorkloadLabels.All(cluster.Stack))
            {
                ["pod-security.kubernetes.io/enforce"] = "restricted",
                ["pod-security.kubernetes.io/audit"] = "restricted",
                ["pod-security.kubernetes.io/warn"] = "restricted",
            },
        },
    }, cluster.InCluster());

    // Before batch work and whatever else lands on the nodes, after the cluster's own
    private static PriorityClass DeclarePriority(NamespaceScope space) => new("priority", new()
    {
        Metadata = new ObjectMetaArgs { Name = "online-inference", Labels = WorkloadLabels.All(space.Stack) },
        Value = 100_000,
        GlobalDefault = false,
        Description = "Answers somebody who waits",
    }, space.InCluster());

    private static ServiceAccount DeclareAccount(NamespaceScope space, UserAssignedIdentity identity)
    {
        _ = new FederatedIdentityCredential("federation", new()
        {
            FederatedIdentityCredentialResourceName = "kubernetes",
            ResourceName = identity.Name,
            ResourceGroupName = space.ResourceGroup,
            Issuer = space.Issuer,
            Subject = $"system:serviceaccount:{WorkloadLabels.Application}:{AccountName}",
            Audiences = { "api://AzureADTokenExchange" },
        }, space.Child());
        return new("account", new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = AccountName,
                Namespace = space.Name,
                Labels = WorkloadLabels.All(space.Stack),
                Annotations = { ["azure.workload.identity/client-id"] = identity.ClientId },
            },
            // Tokens for Azure are projected by the workload identity webhook; the API server's own is of no use to the server
            AutomountServiceAccountToken = false,
        }, space.InCluster());
    }

    private static Secret DeclareCertificate(NamespaceScope space, PrivateCertificates certificates) => new("certificate", new()
    {
        Metadata = new ObjectMetaArgs { Name = "inference-tls", Namespace = space.Name, Labels = WorkloadLabels.All(space.Stack) },
        Type = "kubernetes.io/tls",
        StringData = { ["tls.crt"] = certificates.Server.Pem, ["tls.key"] = certificates.Server.KeyPem },
    }, space.InCluster());

    private static Secret DeclareGatewaySecret(NamespaceScope space, PrivateCertificates certificates) => new("gateway-secret", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = "inference-gateway",
            Namespace = space.Name,
            Labels = WorkloadLabels.All(space.Stack),
        },
        StringData = { [InferenceDeployment.GatewaySecretKey] = certificates.GatewaySecret },
    }, space.InCluster());
}

using Platform.Infra.Cluster;
using Platform.Infra.Identity;
using Platform.Infra.MachineLearning;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
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

    private readonly CustomResourceOptions _inCluster;
    private readonly Namespace _namespace;

    public InferenceWorkload(
        PlatformScope scope, WorkloadSettings settings, PlatformNetwork network, Identities identities, KubernetesCluster cluster,
        ImageRegistry registry, PrivateCertificates certificates, ManagedPrometheus prometheus, UsageSpool? usage,
        CollectedRecords? records, ServerlessTexts? texts)
        : base("Workload", scope)
    {
        // What is in the cluster goes with it, which a private one would not let whoever is outside delete piece by piece
        _inCluster = new() { Parent = this, Provider = cluster.Provider, DeletedWith = cluster.Aks };
        _namespace = DeclareNamespace();
        NamespaceLimits.Declare(_namespace, settings, _inCluster);
        var account = DeclareAccount(identities, cluster);
        var parts = new ServingParts(
            _namespace, account, DeclareCertificate(certificates), DeclareGatewaySecret(certificates), DeclarePriority(), usage,
            records is null ? null : (records, DeclareCollectionKey(records)), texts)
        {
            Conversations = settings.Conversations is { Kept: true } kept
                ? Output.Format($"Host={kept.Server};Database={kept.Database};Username={identities.Workload.Name};SSL Mode=VerifyFull")
                : null,
        };
        var pods = new InferenceDeployment(scope, settings, parts);
        var authentication = ScalerIdentity.Declare(this, scope, _namespace, identities, cluster, prometheus, _inCluster);
        var built = CustomResourceOptions.Merge(_inCluster, new() { DependsOn = [.. registry.Ready] });
        foreach (var track in WorkloadTrack.Of(settings, registry, network.Plan))
        {
            var deployment = pods.Declare(track, built);
            // Pulumi waits ten minutes for a service to find pods, and so not before there is an image for them
            var service = InternalService.Declare(scope, settings, _namespace, track, built);
            DisruptionBudget.Declare(_namespace, track, _inCluster);
            if (track.Replicas is null)
                new Scaling(scope, settings, prometheus).Declare(_namespace, track, deployment, authentication, _inCluster);
            var name = network.InternalZone.Address(track.Object, track.Address, Child());
            if (track.Replicas is not null)
                CanaryReady = [deployment, service, name];
        }
        TrafficRules.Declare(_namespace, network, (usage is not null, texts is not null, settings.Conversations.Kept), settings.HasGrpc, _inCluster);
        (string, string)[] scraped = [
            (WorkloadLabels.Application, WorkloadEndpoints.CertifiedIn(network.InternalZone)[0]),
            .. usage is null ? [] : new[] { (WorkloadLabels.Billing, $"{WorkloadLabels.Billing}.{network.InternalZone.Name}") }];
        Scraping.Declare(certificates.AuthorityPem, scraped, _inCluster);
        RegisterOutputs();
    }

    /// <summary>Empty where there is no canary.</summary>
    public IReadOnlyList<Resource> CanaryReady { get; } = [];

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    private Namespace DeclareNamespace() => new("namespace", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = WorkloadLabels.Application,
            Labels = new Dictionary<string, string>(WorkloadLabels.All(Scope.Stack))
            {
                ["pod-security.kubernetes.io/enforce"] = "restricted",
                ["pod-security.kubernetes.io/audit"] = "restricted",
                ["pod-security.kubernetes.io/warn"] = "restricted",
            },
        },
    }, _inCluster);

    // Before batch work and whatever else lands on the nodes, after the cluster's own
    private PriorityClass DeclarePriority() => new("priority", new()
    {
        Metadata = new ObjectMetaArgs { Name = "online-inference", Labels = WorkloadLabels.All(Scope.Stack) },
        Value = 100_000,
        GlobalDefault = false,
        Description = "Answers somebody who waits",
    }, _inCluster);

    private ServiceAccount DeclareAccount(Identities identities, KubernetesCluster cluster)
    {
        _ = new FederatedIdentityCredential("federation", new()
        {
            FederatedIdentityCredentialResourceName = "kubernetes",
            ResourceName = identities.Workload.Name,
            ResourceGroupName = Scope.ResourceGroup,
            Issuer = cluster.Aks.OidcIssuerProfile.Apply(profile => profile!.IssuerURL),
            Subject = $"system:serviceaccount:{WorkloadLabels.Application}:{AccountName}",
            Audiences = { "api://AzureADTokenExchange" },
        }, Child());
        return new("account", new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = AccountName,
                Namespace = Name(_namespace),
                Labels = WorkloadLabels.All(Scope.Stack),
                Annotations = { ["azure.workload.identity/client-id"] = identities.Workload.ClientId },
            },
            // Tokens for Azure are projected by the workload identity webhook; the API server's own is of no use to the server
            AutomountServiceAccountToken = false,
        }, _inCluster);
    }

    private Secret DeclareCertificate(PrivateCertificates certificates) => new("certificate", new()
    {
        Metadata = new ObjectMetaArgs { Name = "inference-tls", Namespace = Name(_namespace), Labels = WorkloadLabels.All(Scope.Stack) },
        Type = "kubernetes.io/tls",
        StringData = { ["tls.crt"] = certificates.Server.Pem, ["tls.key"] = certificates.Server.KeyPem },
    }, _inCluster);

    private Secret DeclareGatewaySecret(PrivateCertificates certificates) => new("gateway-secret", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = "inference-gateway",
            Namespace = Name(_namespace),
            Labels = WorkloadLabels.All(Scope.Stack),
        },
        StringData = { [InferenceDeployment.GatewaySecretKey] = certificates.GatewaySecret },
    }, _inCluster);

    private Secret DeclareCollectionKey(CollectedRecords records) =>
        CollectedRecords.Declare("collection-key", Name(_namespace), records.Key, WorkloadLabels.All(Scope.Stack), _inCluster);

    internal static Output<string> Name(Namespace @namespace) => @namespace.Metadata.Apply(metadata => metadata.Name);
}

using Platform.Infra.Cluster;
using Platform.Infra.Identity;
using Platform.Infra.Observability;
using Platform.Infra.Workload.Keda;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Platform.Infra.Workload;

/// <summary>
/// As whom KEDA asks managed Prometheus. The add-on's operator runs in <c>kube-system</c>, and the identity trusts its service account.
/// https://learn.microsoft.com/azure/aks/keda-workload-identity
/// https://learn.microsoft.com/azure/azure-monitor/containers/integrate-keda
/// </summary>
internal static class ScalerIdentity
{
    /// <returns>Name of the authentication that triggers refer to.</returns>
    public static Output<string> Declare(
        Resource parent, PlatformScope scope, Namespace @namespace, Identities identities, KubernetesCluster cluster,
        ManagedPrometheus prometheus,
        CustomResourceOptions inCluster)
    {
        var federation = new FederatedIdentityCredential("scaler-federation", new()
        {
            FederatedIdentityCredentialResourceName = "keda",
            ResourceName = identities.Scaler.Name,
            ResourceGroupName = scope.ResourceGroup,
            Issuer = cluster.Aks.OidcIssuerProfile.Apply(profile => profile!.IssuerURL),
            Subject = "system:serviceaccount:kube-system:keda-operator",
            Audiences = { "api://AzureADTokenExchange" },
        }, new CustomResourceOptions { Parent = parent });
        var grant = Grant.To(
            parent, scope, "scaler-reads-metrics", identities.Scaler.PrincipalId, PrincipalType.ServicePrincipal,
            BuiltInRole.MonitoringDataReader,
            prometheus.WorkspaceId, "Scaling goes by the requests in flight, which managed Prometheus knows");
        var authentication = new CustomObject("scaler-authentication", new TriggerAuthenticationArgs
        {
            Metadata = new ObjectMetaArgs { Name = "managed-prometheus", Namespace = InferenceWorkload.Name(@namespace) },
            Spec = new TriggerAuthenticationSpecArgs
            {
                PodIdentity = new PodIdentityArgs { Provider = "azure-workload", IdentityId = identities.Scaler.ClientId },
            },
        }, CustomResourceOptions.Merge(inCluster, new() { DependsOn = { federation, grant } }));
        return authentication.Metadata.Apply(metadata => metadata.Name);
    }
}

using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Workload.Keda;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Platform.Infra.Workload;

/// <summary>
/// As whom KEDA asks managed Prometheus. The add-on's operator runs in <c>kube-system</c>, and the identity trusts its service account.
/// https://learn.microsoft.com/azure/aks/keda-workload-identity
/// https://learn.microsoft.com/azure/azure-monitor/containers/integrate-keda
/// </summary>
internal sealed class ScalerIdentity : PlatformComponent
{
    public ScalerIdentity(string name, ScalerIdentityArgs args, ComponentResourceOptions? options = null)
        : base("ScalerIdentity", name, args.Space, options)
    {
        var (space, identities) = (Within(args.Space), args.Identities);
        var federation = new FederatedIdentityCredential("scaler-federation", new()
        {
            FederatedIdentityCredentialResourceName = "keda",
            ResourceName = identities.Scaler.Name,
            ResourceGroupName = space.ResourceGroup,
            Issuer = space.Issuer,
            Subject = "system:serviceaccount:kube-system:keda-operator",
            Audiences = { "api://AzureADTokenExchange" },
        }, space.Child());
        var grant = Grant.To(
            space, "scaler-reads-metrics", Principal.Of(identities.Scaler), new(BuiltInRole.MonitoringDataReader, args.MetricsId),
            "Scaling goes by the requests in flight, which managed Prometheus knows");
        var authentication = new CustomObject("scaler-authentication", new TriggerAuthenticationArgs
        {
            Metadata = new ObjectMetaArgs { Name = "managed-prometheus", Namespace = space.Name },
            Spec = new TriggerAuthenticationSpecArgs
            {
                PodIdentity = new PodIdentityArgs { Provider = "azure-workload", IdentityId = identities.Scaler.ClientId },
            },
        }, space.InCluster(federation, grant));
        Authentication = authentication.Metadata.Apply(metadata => metadata.Name);
        RegisterOutputs();
    }

    /// <summary>Name of the authentication that triggers refer to.</summary>
    public Output<string> Authentication { get; }
}

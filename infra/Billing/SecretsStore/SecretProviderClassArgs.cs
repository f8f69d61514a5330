using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Platform.Infra.Billing.SecretsStore;

/// <summary>What of a vault a pod mounts: https://secrets-store-csi-driver.sigs.k8s.io/concepts</summary>
internal sealed class SecretProviderClassArgs() : CustomResourceArgs("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass")
{
    [Input("spec", required: true)]
    public Input<SecretProviderClassSpecArgs> Spec { get; set; } = null!;
}

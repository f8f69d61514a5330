using Pulumi;

namespace Platform.Infra.Workload.Keda;

internal sealed class PodIdentityArgs : ResourceArgs
{
    /// <summary><c>azure-workload</c>: by a token of KEDA's own service account, which the identity trusts.</summary>
    [Input("provider", required: true)]
    public Input<string> Provider { get; set; } = null!;

    /// <summary>Client id of the identity.</summary>
    [Input("identityId")]
    public Input<string>? IdentityId { get; set; }
}

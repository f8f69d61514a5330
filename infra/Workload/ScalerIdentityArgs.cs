using Platform.Infra.Identity;
using Pulumi;

namespace Platform.Infra.Workload;

/// <param name="MetricsId">The workspace that is asked.</param>
internal sealed record ScalerIdentityArgs(NamespaceScope Space, Identities Identities, Output<string> MetricsId);

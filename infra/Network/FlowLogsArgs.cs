using Platform.Infra.Components;
using Platform.Infra.Observability;
using Pulumi;

namespace Platform.Infra.Network;

/// <param name="Days">How long they are kept.</param>
/// <param name="AccountId">Id of the storage account that they are kept in.</param>
internal sealed record FlowLogsArgs(
    PlatformScope Scope, int Days, PlatformNetwork Network, Output<string> AccountId, Monitoring Monitoring);

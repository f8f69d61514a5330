using Platform.Infra.Components;
using Platform.Infra.Observability;
using Platform.Infra.Storage;

namespace Platform.Infra.Network;

/// <param name="Days">How long they are kept.</param>
internal sealed record FlowLogsArgs(PlatformScope Scope, int Days, PlatformNetwork Network, ModelStorage Storage, Monitoring Monitoring);

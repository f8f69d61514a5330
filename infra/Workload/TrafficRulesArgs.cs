using Platform.Infra.Network;
using Platform.Infra.Settings;

namespace Platform.Infra.Workload;

/// <param name="ShipsUsage">Whether servers bring their usage logs to a storage account.</param>
/// <param name="AsksElsewhere">Whether they call a model that is served elsewhere.</param>
internal sealed record TrafficRulesArgs(
    NamespaceScope Space, PlatformNetwork Network, WorkloadSettings Settings, bool ShipsUsage, bool AsksElsewhere);

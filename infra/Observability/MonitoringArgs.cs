using Platform.Infra.Components;
using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

/// <param name="Groups">Names of the groups that the stack's resources are in, all of which its budget counts.</param>
internal sealed record MonitoringArgs(PlatformScope Scope, ObservabilitySettings Settings, IReadOnlyList<string> Groups);

using Platform.Infra.Components;
using Platform.Infra.Settings;

namespace Platform.Infra.Security;

internal sealed record PolicyAssignmentsArgs(PlatformScope Scope, IReadOnlyList<PolicyInitiative> Initiatives);

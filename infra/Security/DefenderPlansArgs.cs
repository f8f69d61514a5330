using Platform.Infra.Components;
using Platform.Infra.Settings;

namespace Platform.Infra.Security;

internal sealed record DefenderPlansArgs(PlatformScope Scope, IReadOnlyList<DefenderPlan> Plans);

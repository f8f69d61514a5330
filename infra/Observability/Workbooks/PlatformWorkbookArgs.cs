using Platform.Infra.Components;

namespace Platform.Infra.Observability.Workbooks;

internal sealed record PlatformWorkbookArgs(PlatformScope Scope, WorkbookTargets Targets);

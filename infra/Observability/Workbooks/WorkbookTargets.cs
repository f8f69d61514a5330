using Pulumi;

namespace Platform.Infra.Observability.Workbooks;

/// <summary>Ids of what the workbook shows.</summary>
/// <param name="Logs">Log Analytics workspace.</param>
/// <param name="Metrics">Azure Monitor workspace.</param>
/// <param name="HasBilling">Whether anything is billed.</param>
internal sealed record WorkbookTargets(Output<string> Logs, Output<string> Metrics, Output<string> Gateway, bool HasBilling);

namespace Platform.Infra.Observability.Workbooks;

/// <summary>What is used and what is earned, from billing's own metrics.</summary>
internal static class BillingPanels
{
    public static WorkbookPanel[] All { get; } =
    [
        new("Calls billed a second", PanelSource.Metrics, "sum(rate(billing_ingested_calls_total[5m]))"),
        new("Seconds until usage is read", PanelSource.Metrics, "max(billing_ingest_lag_seconds)"),
        new("Usage logs, by state", PanelSource.Metrics, "max by (state) (billing_usage_logs)"),
        new("Invoices, by state", PanelSource.Metrics, "max by (state) (billing_invoices)"),
        new("Charges, by state", PanelSource.Metrics, "max by (state) (billing_charges)"),
        new("Violations of invariants", PanelSource.Metrics, "max by (invariant) (billing_invariant_violations)"),
    ];
}

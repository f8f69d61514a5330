namespace Platform.Infra.Observability.Workbooks;

/// <summary>Where a panel's numbers are, and so the language of its query.</summary>
internal enum PanelSource
{
    /// <summary>The Log Analytics workspace, in Kusto.</summary>
    Logs,

    /// <summary>The Azure Monitor workspace, in Prometheus' language.</summary>
    Metrics,

    /// <summary>Cost Management, by Azure Resource Manager: the body of its query.</summary>
    Costs,
}

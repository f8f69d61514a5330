namespace Platform.Infra.Observability.Workbooks;

/// <summary>One query of the workbook and how it is shown, over the time range that the reader chose.</summary>
/// <param name="Visualization"><c>timechart</c>, <c>table</c> or <c>barchart</c>.</param>
internal sealed record WorkbookPanel(string Title, PanelSource Source, string Query, string Visualization = "timechart");

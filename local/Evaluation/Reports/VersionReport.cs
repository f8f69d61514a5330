using Platform.Evaluation.Serving;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Reports;

/// <summary>What was measured of one version.</summary>
/// <param name="Name">Which.</param>
/// <param name="Bytes">Of all its files.</param>
/// <param name="Figures">Of all rows.</param>
/// <param name="Classes">Of each class by name.</param>
/// <param name="Calibration">By confidence; null without probabilities.</param>
/// <param name="Importance">By feature, by how much the log loss, or else the share of errors, grows when its values are dealt out
/// anew.</param>
/// <param name="Latency">Of one row.</param>
internal sealed record VersionReport(
    string Name, long Bytes, ClassFigures Figures, Dictionary<string, ClassCounts> Classes, Calibration[]? Calibration,
    Dictionary<string, double> Importance,
    Latency Latency);

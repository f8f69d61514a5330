namespace Platform.Billing.Drift;

/// <summary>What a day says of a version of a model.</summary>
internal sealed record DriftReport(
    string Model, string Version, IReadOnlyList<DriftFinding> Findings, IReadOnlyList<(string Feature, DriftShape Shape)> Shapes);

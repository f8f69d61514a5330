namespace Platform.Review.Report.Diffs;

/// <summary>Where the differences are from.</summary>
internal enum DiffSource
{
    /// <summary>Two plans, evaluated without a cloud.</summary>
    Plan,

    /// <summary>Pulumi's own preview, of the true cloud.</summary>
    Preview,

    /// <summary>Pulumi's refresh: how the cloud differs from what was deployed last.</summary>
    Drift,
}

namespace Platform.Inference.Models;

/// <summary>
/// The <c>release</c> section of <c>model.json</c>, or of the setting <c>Models:Releases:{model}</c>, which goes before it.
/// </summary>
/// <param name="Version">The version that is being released; the highest of the others is the one in service.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="SharePercent">Of the callers that it answers in the stage <c>share</c>, by the hash of their subscription; above 0, to
/// 100.</param>
/// <param name="ShadowPercent">Of the requests that are answered by both, of which the caller gets one; 0 to 100, 0 compares
/// nothing.</param>
/// <param name="MaxDisagreementPercent">Of the rows, or tokens of texts, compared; with more it is taken back. 0 to 100.</param>
/// <param name="MaxErrorPercent">Of its runs that may fail; with more it is taken back. 0 to 100.</param>
/// <param name="LeastComparisons">Before which nothing is judged; 1 to 1,000.</param>
internal sealed record ReleaseSettings(
    int Version, ReleaseStage Stage = ReleaseStage.Shadow, double SharePercent = 5, double ShadowPercent = 10,
    double MaxDisagreementPercent = 5,
    double MaxErrorPercent = 1, int LeastComparisons = 200)
{
    /// <summary>What is wrong with it; null where it can be followed.</summary>
    public string? Problem => this switch
    {
        { Version: < 1 } => $"release.version to {Version}; expected the number of a version",
        { SharePercent: not (> 0 and <= 100) } => $"release.sharePercent to {SharePercent}; expected more than 0, and 100 at most",
        { ShadowPercent: not (>= 0 and <= 100) } => $"release.shadowPercent to {ShadowPercent}; expected 0 to 100",
        { MaxDisagreementPercent: not (>= 0 and <= 100) } =>
            $"release.maxDisagreementPercent to {MaxDisagreementPercent}; expected 0 to 100",
        { MaxErrorPercent: not (>= 0 and <= 100) } => $"release.maxErrorPercent to {MaxErrorPercent}; expected 0 to 100",
        { LeastComparisons: not (>= 1 and <= OutcomeWindow.Size) } =>
            $"release.leastComparisons to {LeastComparisons}; expected 1 to {OutcomeWindow.Size}",
        _ when !Enum.IsDefined(Stage) => $"release.stage to {Stage}; expected shadow, share or all",
        _ => null,
    };
}

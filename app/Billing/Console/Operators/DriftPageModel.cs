using Platform.Billing.Drift;

namespace Platform.Billing.Console.Operators;

/// <summary>What a day says of the models, for a page.</summary>
/// <param name="Day">Null where none has been compared.</param>
/// <param name="Days">That can be chosen, the newest first.</param>
/// <param name="Versions">By model and version.</param>
internal sealed record DriftPageModel(string? Day, IReadOnlyList<string> Days, IReadOnlyList<DriftPageModel.Version> Versions)
{
    /// <summary>What drifted most comes first.</summary>
    /// <param name="Note">Why nothing is compared; null where it is.</param>
    internal sealed record Version(string Model, string Number, string? Note, IReadOnlyList<Column> Columns);

    /// <param name="Level">The loudest of its statistics.</param>
    /// <param name="Chart">Null where there is nothing to draw.</param>
    internal sealed record Column(string Feature, string Level, IReadOnlyList<DriftRow> Rows, DriftShape? Shape, DriftChart? Chart);
}

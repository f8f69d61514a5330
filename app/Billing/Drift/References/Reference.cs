namespace Platform.Billing.Drift.References;

/// <summary>What a version of a model was trained on, as its training script wrote it beside it: <c>reference.json</c>.</summary>
/// <param name="Rows">How many rows it is of.</param>
/// <param name="Columns">Features by their names, outputs with <see cref="OutputPrefix"/> before theirs.</param>
/// <param name="Confidence">The mean of what the model was sure by; null where it does not say.</param>
internal sealed record Reference(long Rows, IReadOnlyDictionary<string, ReferenceColumn> Columns, double? Confidence)
{
    public const string OutputPrefix = "output.", ConfidenceName = "output.confidence";
}

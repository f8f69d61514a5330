namespace Platform.Billing.Drift.References;

/// <summary>How a feature or an output was distributed: a number in ten parts, or texts.</summary>
/// <param name="Edges">Of a number, between its parts, ascending; a value that is an edge is in the part below. Null for texts.</param>
/// <param name="Values">Of texts, which there were. Null for a number.</param>
/// <param name="Shares">Of each part or text; they add up to 1. Empty where the file does not say, and nothing can be compared.</param>
/// <param name="Range">Of a number, the least and the greatest; null where the file does not say.</param>
/// <param name="Nulls">The share of rows that had none.</param>
internal sealed record ReferenceColumn(double[]? Edges, string[]? Values, double[] Shares, (double Least, double Most)? Range, double Nulls)
{
    public bool IsNumber => Edges is not null;

    /// <summary>Why nothing can be compared; null where it can.</summary>
    public string? Fault => Shares.Length == 0 ? "the reference has no bins" : null;
}

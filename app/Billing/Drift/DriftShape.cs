namespace Platform.Billing.Drift;

/// <summary>The two distributions of a column, to be drawn.</summary>
/// <param name="Labels">Of the parts.</param>
/// <param name="Reference">The reference's shares, in millionths.</param>
/// <param name="Seen">The day's, in millionths.</param>
/// <param name="Note">Why there is nothing to compare; null where there is.</param>
internal sealed record DriftShape(
    IReadOnlyList<string> Labels, IReadOnlyList<long> Reference, IReadOnlyList<long> Seen, string? Note = null)
{
    private const int Named = 4;

    /// <summary>For an alert, in few words: the parts that differ most, and their shares.</summary>
    public (string Expected, string Seen) Words()
    {
        var most = Enumerable.Range(0, Labels.Count).OrderByDescending(part => Math.Abs(Reference[part] - Seen[part])).Take(Named).Order()
            .ToList();
        return (Write(most, Reference), Write(most, Seen));
    }

    private string Write(IEnumerable<int> parts, IReadOnlyList<long> shares)
        => string.Join(", ", parts.Select(part => FormattableString.Invariant($"{Labels[part]}: {shares[part] / 10_000m:0.#}%")));
}

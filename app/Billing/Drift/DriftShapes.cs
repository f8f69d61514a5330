using System.Globalization;
using Platform.Billing.Drift.Counting;

namespace Platform.Billing.Drift;

/// <summary>Makes of counts what is drawn.</summary>
internal static class DriftShapes
{
    /// <summary>Of texts, the most frequent ones.</summary>
    private const int Most = 20;

    private const double Millionths = 1_000_000;

    public static DriftShape Of(ColumnCount column)
    {
        var reference = column.Reference;
        if (reference.Fault is { } fault)
            return new DriftShape([], [], [], fault);
        var known = Math.Max(1, column.Parts.Sum() + (reference.IsNumber ? 0 : column.Outside));
        var parts = Enumerable.Range(0, reference.Shares.Length)
            .Select(part => (Label: reference.IsNumber ? Between(reference.Edges!, part) : reference.Values![part],
                Share: reference.Shares[part], Count: column.Parts[part])).ToList();
        if (!reference.IsNumber)
        {
            parts = [.. parts.OrderByDescending(part => part.Share + ((double)part.Count / known))];
            var rest = parts.Skip(Most).ToList();
            parts = [.. parts.Take(Most)];
            if (rest.Count > 0)
                parts.Add(("others", rest.Sum(part => part.Share), rest.Sum(part => part.Count)));
            if (column.Outside > 0)
                parts.Add(("unseen", 0, column.Outside));
        }

        return new DriftShape(
            [.. parts.Select(part => part.Label)], [.. parts.Select(part => (long)Math.Round(part.Share * Millionths))],
            [.. parts.Select(part => (long)Math.Round(part.Count * Millionths / known))]);
    }

    private static string Between(double[] edges, int part)
        => part == 0
        ? $"≤ {Text(edges[0])}"
        : part == edges.Length ? $"> {Text(edges[^1])}" : $"{Text(edges[part - 1])} – {Text(edges[part])}";

    private static string Text(double edge) => edge.ToString("G4", CultureInfo.InvariantCulture);
}

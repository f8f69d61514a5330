namespace Platform.Evaluation.Texts;

/// <summary>
/// How alike two texts are, from 0 to 1: the cosine between how often each three characters stand in both, whatever their case.
/// </summary>
/// <remarks>
/// Such counts are an embedding that needs no model: it tells whether words are the same, not whether they mean the same.
/// </remarks>
internal static class TextSimilarity
{
    private const int Length = 3;

    public static double Of(string one, string other)
    {
        var (first, second) = (Count(one), Count(other));
        if (first.Count == 0 || second.Count == 0)
            return first.Count == second.Count ? 1 : 0;
        var product = first.Sum(each => (double)each.Value * second.GetValueOrDefault(each.Key));
        return product / Math.Sqrt(Square(first) * Square(second));
    }

    private static double Square(Dictionary<string, int> counts) => counts.Values.Sum(count => (double)count * count);

    private static Dictionary<string, int> Count(string text)
    {
        string[] words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // With a space at both ends, so that a single letter has its three too
        var spaced = $" {string.Join(' ', words)} ";
        return words.Length == 0
            ? []
            : Enumerable.Range(0, spaced.Length - Length + 1).Select(at => spaced.Substring(at, Length)).CountBy(part => part)
                .ToDictionary();
    }
}

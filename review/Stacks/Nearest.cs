namespace Platform.Review.Stacks;

/// <summary>What somebody meant who misspelt a name.</summary>
internal static class Nearest
{
    /// <returns>The name that begins so, or else has the fewest letters otherwise, if that is less than half of them; else null.</returns>
    public static string? To(string given, IEnumerable<string> names)
    {
        var nearest = names
            .Select(name => (
                Name: name, Begins: given.Length > 0 && name.StartsWith(given, StringComparison.OrdinalIgnoreCase),
                Distance: Distance(given.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderByDescending(each => each.Begins).ThenBy(each => each.Distance).ThenBy(each => each.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is { } name && (nearest.Begins || nearest.Distance * 2 < name.Length) ? name : null;
    }

    // Levenshtein's, a row at a time
    private static int Distance(string one, string other)
    {
        int[] former = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 0; i < one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
                row[j + 1] = Math.Min(Math.Min(row[j], former[j + 1]) + 1, former[j] + (one[i] == other[j] ? 0 : 1));
            former = row;
        }

        return former[^1];
    }
}

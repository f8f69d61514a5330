namespace Platform.Rehearsal.Findings;

/// <summary>Something that must be so, whether it is, and the figure that shows it.</summary>
internal sealed record Finding(string Name, bool Holds, string Figure)
{
    /// <summary>Two amounts that must be one.</summary>
    public static Finding Same(string name, (string What, long Value) one, (string What, long Value) other)
        => new(name, one.Value == other.Value, FormattableString.Invariant($"{one.What} {one.Value:#,0}, {other.What} {other.Value:#,0}"));

    /// <summary>Nothing of a kind may be there.</summary>
    public static Finding None(string name, IReadOnlyCollection<string> violations, string figure)
        => new(name, violations.Count == 0, violations.Count == 0 ? figure : $"{figure}; but {string.Join("; ", violations.Take(5))}");
}

namespace Platform.Inference.Faults;

/// <summary>Names that a caller gave, made fit for an error: short, and without control characters.</summary>
internal static class Quote
{
    private const int Longest = 64;

    public static string Short(string text)
    {
        var cut = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return string.Concat(cut.Select(character => char.IsControl(character) ? '?' : character));
    }

    public static string Short(ReadOnlySpan<byte> utf8)
        => Short(System.Text.Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * Longest)]));

    /// <summary>A shape as errors show it: <c>[-1,4]</c>.</summary>
    public static string Shape(ReadOnlySpan<long> shape) => $"[{string.Join(',', shape.ToArray())}]";

    public static string Names(IEnumerable<string> names) => $"[{string.Join(',', names.Select(name => $"'{name}'"))}]";
}

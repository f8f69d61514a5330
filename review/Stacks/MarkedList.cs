namespace Platform.Review.Stacks;

/// <summary>The part of a file that is written by a program, between two lines that say so.</summary>
/// <param name="File">Its path from the repository's folder.</param>
internal sealed record MarkedList(string File, string Begin, string End)
{
    /// <summary>The file with another list, and all else as it is.</summary>
    /// <exception cref="ReviewException">It does not say where its list begins and ends.</exception>
    public string Replace(string text, string list)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0
            ? throw new ReviewException(
                $"{File} does not have '{Begin.Trim()}' and, below it, '{End.Trim()}'; put them around its list of settings.")
            : $"{text[..(begin + Begin.Length)]}\n{list}{text[end..]}";
    }
}

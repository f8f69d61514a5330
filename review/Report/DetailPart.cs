namespace Platform.Review.Report;

/// <summary>A folded part of a report, in pieces that can stand apart.</summary>
internal sealed record DetailPart(string Title, IReadOnlyList<DetailEntry> Entries)
{
    public string Body => string.Concat(Entries.Select(entry => entry.Text));
}

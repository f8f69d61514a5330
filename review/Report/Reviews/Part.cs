using Platform.Review.Diff.Risks;

namespace Platform.Review.Report.Reviews;

/// <summary>A folded part of a comment.</summary>
/// <param name="Order">Which comes first, where not all parts fit into one comment: the lowest.</param>
internal sealed record Part(StackReport Of, int Order, string Title, string Body)
{
    /// <summary>After all that changes.</summary>
    public const int Cost = (int)RiskKind.None + 1;

    public const int Picture = Cost + 1;

    public string Name => $"{Of.Stack} / {Title}";

    public string Text { get; } = Comment.Folded($"{Of.Stack} / {Title}", Body);

    /// <summary>In bytes.</summary>
    public int Size => Comment.Size(Text);

    /// <summary>A part that no comment can hold, in several.</summary>
    public static IEnumerable<Part> Split(StackReport stack, DetailPart part, int room)
    {
        var pieces = new List<List<DetailEntry>>();
        var size = room;
        foreach (var entry in part.Entries.Select(entry => entry with { Text = Fitted(entry.Text, room) }))
        {
            if (size + Comment.Size(entry.Text) > room)
            {
                pieces.Add([]);
                size = 0;
            }

            pieces[^1].Add(entry);
            size += Comment.Size(entry.Text);
        }

        return pieces.Select((piece, index) => new Part(
            stack, (int)piece.Min(entry => entry.Weight), pieces.Count == 1 ? part.Title : $"{part.Title} ({index + 1} of {pieces.Count})",
            string.Concat(piece.Select(entry => entry.Text))));
    }

    // One resource that is longer than a comment: whole lines, and that there are more
    private static string Fitted(string text, int room)
    {
        if (Comment.Size(text) <= room)
            return text;
        var lines = text.Split('\n');
        var (kept, size) = (0, 200);
        while (kept < lines.Length && (size += Comment.Size(lines[kept]) + 1) <= room)
            kept++;
        return $"{string.Join('\n', lines.Take(kept))}\n\n… {lines.Length - kept} more lines: `dotnet platform.cs diff`\n\n";
    }
}

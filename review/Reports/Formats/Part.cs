using Platform.Review.Diff.Reports;

namespace Platform.Review.Reports.Formats;

/// <summary>A folded part of a comment.</summary>
/// <param name="Order">Which is left out last, where not all parts fit: the lowest.</param>
internal sealed record Part(string Stack, int Order, string Title, string Body)
{
    public string Text { get; } = Comment.Folded($"{Stack} / {Title}", Body);

    /// <summary>In bytes.</summary>
    public int Size => Comment.Size(Text);
}

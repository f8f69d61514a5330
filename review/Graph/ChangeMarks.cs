using System.Globalization;
using Platform.Review.Diff;

namespace Platform.Review.Graph;

/// <summary>What pictures say of changes: a sign and a word each, so that nobody needs the colours.</summary>
internal static class ChangeMarks
{
    public static char Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => '+',
        ChangeKind.Removed => '−',
        ChangeKind.Replaced => '!',
        ChangeKind.Moved => '→',
        _ => '~',
    };

    public static string Of(ChangeKind kind) => $"{Sign(kind)} {Class(kind)}";

    /// <returns>What happens to a node, and to how many of its resources; empty if nothing does.</returns>
    public static string Of(GraphNode node) => node.Change is not { } change ? ""
        : node.Resources.Count == 1 ? Of(change)
        : string.Create(CultureInfo.InvariantCulture, $"{Of(change)}: {node.Changes.Count} of {node.Resources.Count}");

    public static string Class(ChangeKind kind) => kind.ToString().ToLowerInvariant();
}

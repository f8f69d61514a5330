using System.Globalization;
using Platform.Review.Diff;

namespace Platform.Review.Graph.Formats;

/// <summary>What pictures say of changes: a sign and a word each, so that nobody needs the colours.</summary>
internal static class ChangeMarks
{
    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "+ added",
        ChangeKind.Removed => "− removed",
        ChangeKind.Replaced => "! replaced",
        ChangeKind.Moved => "→ moved",
        _ => "~ changed",
    };

    /// <returns>What happens to a node, and to how many of its resources; empty if nothing does.</returns>
    public static string Of(GraphNode node) => node.Change is not { } change ? ""
        : node.Resources.Count == 1 ? Of(change)
        : string.Create(CultureInfo.InvariantCulture, $"{Of(change)}: {node.Changes.Count} of {node.Resources.Count}");

    public static string Class(ChangeKind kind) => kind.ToString().ToLowerInvariant();
}

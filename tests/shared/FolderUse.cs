namespace Platform.Tests;

/// <summary>One folder's use of another, and the first of the types that it shows in.</summary>
internal sealed record FolderUse(string From, string To, CodeReference Example)
{
    public static IReadOnlyList<FolderUse> Of(IEnumerable<CodeReference> references, string root)
        => [.. references
            .Select(reference => (From: Folder(reference.From.Namespace, root), To: Folder(reference.To.Namespace, root), reference))
            .Where(use => use is { From: not null, To: not null } && use.From != use.To)
            .GroupBy(use => (use.From, use.To))
            .Select(uses => new FolderUse(uses.Key.From!, uses.Key.To!, uses.First().reference))
            .OrderBy(use => (use.From, use.To))];

    public override string ToString() => $"{From} uses {To} by {Example.From.Name} of {Example.To.Name}";

    private static string? Folder(string space, string root)
        => space == root ? "(root)"
        : space.StartsWith($"{root}.", StringComparison.Ordinal) ? space[(root.Length + 1)..].Split('.')[0]
        : null;
}

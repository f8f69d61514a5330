using System.Reflection;

namespace Platform.Tests;

/// <summary>
/// Folders of a project that use each other, directly or around corners. A folder is the first part of a namespace below the project's
/// own; types of that namespace itself are the folder <c>(root)</c>.
/// </summary>
internal static class FolderCircles
{
    /// <summary>A sentence for each circle: who uses whom, by which types.</summary>
    /// <param name="root">The project's own namespace; the assembly's name if null.</param>
    public static IReadOnlyList<string> In(Assembly assembly, string? root = null)
    {
        var uses = FolderUse.Of(CodeReference.Of(assembly.Location), root ?? assembly.GetName().Name!);
        // The shortest circle through each folder; one circle is found from each of its folders
        return [.. uses.Select(use => use.From).Distinct().Order(StringComparer.Ordinal)
            .Select(folder => Shortest(uses, folder)).OfType<IReadOnlyList<FolderUse>>()
            .DistinctBy(circle => string.Join(' ', circle.Select(use => use.From).Order(StringComparer.Ordinal)))
            .Select(circle => string.Join(", ", circle))];
    }

    private static IReadOnlyList<FolderUse>? Shortest(IReadOnlyList<FolderUse> uses, string folder)
    {
        var seen = new HashSet<string>();
        var paths = new Queue<IReadOnlyList<FolderUse>>([[]]);
        while (paths.TryDequeue(out var path))
            foreach (var use in uses.Where(use => use.From == (path.Count == 0 ? folder : path[^1].To)))
                if (use.To == folder)
                    return [.. path, use];
                else if (seen.Add(use.To))
                    paths.Enqueue([.. path, use]);
        return null;
    }
}

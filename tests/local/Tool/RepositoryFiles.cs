namespace Platform.Tool.Tests;

/// <summary>Files of the repository, by their paths in it.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>Paths of what matches below a folder, with forward slashes.</summary>
    public static IEnumerable<string> Below(string folder, string pattern, bool recursive = true)
        => Directory.EnumerateFiles(
            Path.Combine(Root, folder), pattern, recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "node_modules" or "artifacts" or "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string Above(string folder)
        => File.Exists(Path.Combine(folder, "platform.cs"))
            ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository"));
}

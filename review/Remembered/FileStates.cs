using System.Globalization;

namespace Platform.Review.Remembered;

/// <summary>Files as a build looks at them: by name, length and time of the last change, in order.</summary>
internal static class FileStates
{
    // What builds leave behind, which no image is built from
    private static readonly string[] _made = ["bin", "obj"];

    public static IEnumerable<string> Of(string folder, string pattern)
        => new DirectoryInfo(folder).EnumerateFiles(pattern).Select(file => StateOf(folder, file)).Order(StringComparer.Ordinal);

    /// <summary>All below it, but for what is made.</summary>
    public static IEnumerable<string> Below(string folder)
        => Directory.Exists(folder)
            ? In(new DirectoryInfo(folder)).Select(file => StateOf(folder, file)).Order(StringComparer.Ordinal)
            : [];

    private static IEnumerable<FileInfo> In(DirectoryInfo folder)
        => folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => !_made.Contains(inner.Name)).SelectMany(In));

    private static string StateOf(string folder, FileInfo file) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetRelativePath(folder, file.FullName)} {file.Length} {file.LastWriteTimeUtc.Ticks}");
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Tool.Setup;

/// <summary>
/// What programs are built from, as a build looks at it: by name, length and time. To find out by a build that nothing has changed takes
/// longer than most of what is run.
/// </summary>
internal static class Sources
{
    private static readonly string[] _all = [
        "app", "bench", "infra", "local", "review", Path.Combine("eng", "offline-feed"), Path.Combine("eng", "Verbs"),
    ];

    // They are read when a program runs
    private static readonly string _plans = Repository.At("review", "plans") + Path.DirectorySeparatorChar;

    private static readonly Lazy<string> _ofAll = new(() => Stamp(_all));

    /// <summary>Another one where anything has changed that any program is built from; as it was when this was first asked for.</summary>
    public static string OfAll => _ofAll.Value;

    /// <param name="folders">From the repository's.</param>
    public static string Stamp(params ReadOnlySpan<string> folders)
    {
        var files = new List<FileInfo>(
            new DirectoryInfo(Repository.Root).EnumerateFiles()
                .Where(file => file.Extension is ".props" or ".json" or ".txt" or ".editorconfig"));
        foreach (var folder in folders)
            if (new DirectoryInfo(Repository.At(folder)) is { Exists: true } below)
                files.AddRange(below.EnumerateFiles("*", SearchOption.AllDirectories)
                    .Where(file => !file.FullName.StartsWith(_plans, StringComparison.Ordinal)));
        var lines = files.Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal);
        var text = $"{RuntimeInformation.FrameworkDescription}\n{string.Join('\n', lines)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

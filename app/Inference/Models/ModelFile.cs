using System.Globalization;

namespace Platform.Inference.Models;

/// <summary>
/// A version folder of the repository, <c>&lt;root&gt;/&lt;model&gt;/&lt;version&gt;</c>, as it was when it was looked at.
/// </summary>
/// <param name="Stamp">Differs when the model or its settings have been written since.</param>
internal sealed record ModelFile(string Model, int Number, string Path, string SettingsPath, string Stamp)
{
    /// <summary>All version folders under a root. Folders with other names are not part of the repository.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="ignored">Takes each folder that is not part of it and the reason, but for hidden ones, which no one takes for
    /// models.</param>
    /// <param name="unreadable">Takes the models whose folders cannot be read, of which nothing is known.</param>
    /// <exception cref="IOException">The root itself cannot be read.</exception>
    public static List<ModelFile> Scan(string root, Action<string, string>? ignored = null, ISet<string>? unreadable = null)
    {
        var files = new List<ModelFile>();
        foreach (var (folder, name) in Folders(root))
            if (!IsName(name))
                ignored?.Invoke(folder, "a model's name has 1 to 128 characters of a-z, A-Z, 0-9, '_', '-' and '.'");
            else
                try
                {
                    files.AddRange(Versions(folder, name, ignored).OrderBy(file => file.Number));
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    unreadable?.Add(name);
                    ignored?.Invoke(folder, exception.Message);
                }

        return files;
    }

    /// <summary>Names that need no escaping in a path and cannot leave their folder.</summary>
    public static bool IsName(string name)
        => name.Length is > 0 and <= 128 && name[0] != '.'
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    /// <summary>The stamp that the files have now.</summary>
    public string StampNow() => StampOf(Path, SettingsPath);

    private static string StampOf(string model, string settings)
    {
        var file = new FileInfo(model);
        return $"{StampOf(file)} {StampOf(new FileInfo(settings))}{StampOfRest(file)}";
    }

    /// <summary>The version folders of one model.</summary>
    public static IEnumerable<ModelFile> Versions(string model, string name, Action<string, string>? ignored = null)
    {
        foreach (var (folder, version) in Folders(model))
        {
            var number = ParseVersion(version);
            if (number == 0)
            {
                ignored?.Invoke(folder, "a version is a whole number from 1 to 2147483647, without leading zeros");
                continue;
            }

            var file = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, "model.onnx"));
            var settings = System.IO.Path.GetFullPath(System.IO.Path.Combine(model, "model.json"));
            yield return new ModelFile(name, number, file, settings, StampOf(file, settings));
        }
    }

    private static IEnumerable<(string Folder, string Name)> Folders(string parent)
        => from folder in Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal)
        let name = System.IO.Path.GetFileName(folder)
        where name[0] != '.'
        select (folder, name);

    private static int ParseVersion(string folder)
        => int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && folder[0] != '0' ? number : 0;

    /// <summary>Of what is beside a model, which may be its weights.</summary>
    private static string StampOfRest(FileInfo model) => model.Exists
        ? string.Concat(
            from path in Directory.EnumerateFiles(model.DirectoryName!, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            where path != model.FullName
            select $" {System.IO.Path.GetRelativePath(model.DirectoryName!, path)}:{StampOf(new FileInfo(path))}")
        : "";

    private static string StampOf(FileInfo file) => file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none";
}

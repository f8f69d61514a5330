using System.Globalization;

namespace Platform.Inference.Models;

/// <summary>A version folder of the repository, <c>&lt;root&gt;/&lt;model&gt;/&lt;version&gt;</c>, as it was when it was looked at.</summary>
/// <param name="Stamp">Differs when the model or its settings have been written since.</param>
internal sealed record ModelFile(string Model, int Number, string Path, string SettingsPath, string Stamp)
{
    /// <summary>All version folders under a root. Folders with other names are not part of the repository.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="ignored">Takes each folder that is not part of it and the reason, but for hidden ones, which no one takes for models.</param>
    public static List<ModelFile> Scan(string root, Action<string, string>? ignored = null)
    {
        var files = new List<ModelFile>();
        foreach (var (folder, name) in Folders(root))
            if (IsName(name))
                files.AddRange(Versions(folder, name, ignored).OrderBy(file => file.Number));
            else
                ignored?.Invoke(folder, "a model's name has 1 to 128 characters of a-z, A-Z, 0-9, '_', '-' and '.'");
        return files;
    }

    /// <summary>Names that need no escaping in a path and cannot leave their folder.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.' && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

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

            var file = new FileInfo(System.IO.Path.Combine(folder, "model.onnx"));
            var settings = new FileInfo(System.IO.Path.Combine(model, "model.json"));
            yield return new ModelFile(name, number, file.FullName, settings.FullName, $"{StampOf(file)} {StampOf(settings)}");
        }
    }

    private static IEnumerable<(string Folder, string Name)> Folders(string parent) =>
        from folder in Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal)
        let name = System.IO.Path.GetFileName(folder)
        where name[0] != '.'
        select (folder, name);

    private static int ParseVersion(string folder) =>
        int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && folder[0] != '0' ? number : 0;

    private static string StampOf(FileInfo file) => file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none";
}

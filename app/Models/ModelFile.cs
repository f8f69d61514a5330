using System.Globalization;

namespace Platform.Inference.Models;

/// <summary>A version folder of the repository, <c>&lt;root&gt;/&lt;model&gt;/&lt;version&gt;</c>, as it was when it was looked at.</summary>
/// <param name="Stamp">Differs when the model or its settings have been written since.</param>
internal sealed record ModelFile(string Model, int Number, string Path, string SettingsPath, string Stamp)
{
    /// <summary>All version folders under a root. Folders with other names are not part of the repository.</summary>
    public static List<ModelFile> Scan(string root) =>
    [
        .. from model in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
           let name = System.IO.Path.GetFileName(model)
           where IsName(name)
           from version in Directory.EnumerateDirectories(model)
           let number = ParseVersion(System.IO.Path.GetFileName(version))
           where number > 0
           orderby name, number
           let file = new FileInfo(System.IO.Path.Combine(version, "model.onnx"))
           let settings = new FileInfo(System.IO.Path.Combine(model, "model.json"))
           select new ModelFile(name, number, file.FullName, settings.FullName, $"{StampOf(file)} {StampOf(settings)}"),
    ];

    /// <summary>Names that need no escaping in a path and cannot leave their folder.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.' && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    private static int ParseVersion(string folder) =>
        int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && folder[0] != '0' ? number : 0;

    private static string StampOf(FileInfo file) => file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none";
}

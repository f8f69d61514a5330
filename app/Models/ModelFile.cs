using System.Globalization;

namespace Platform.Inference.Models;

/// <summary>A version folder of the repository, <c>&lt;root&gt;/&lt;model&gt;/&lt;version&gt;</c>.</summary>
internal sealed record ModelFile(string Model, int Number, string Path, string SettingsPath)
{
    /// <summary>All version folders under a root. Folders with other names are not part of the repository.</summary>
    public static IEnumerable<ModelFile> Scan(string root) =>
        from model in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
        where IsName(System.IO.Path.GetFileName(model))
        from version in Directory.EnumerateDirectories(model)
        let number = ParseVersion(System.IO.Path.GetFileName(version))
        where number > 0
        orderby number
        select new ModelFile(
            System.IO.Path.GetFileName(model), number, System.IO.Path.Combine(version, "model.onnx"), System.IO.Path.Combine(model, "model.json"));

    /// <summary>Names that need no escaping in a path and cannot leave their folder.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.' && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    private static int ParseVersion(string folder) =>
        int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && folder[0] != '0' ? number : 0;
}

using Platform.Inference.Models;

namespace Platform.Inference.Inspection;

/// <summary>The ONNX files that somebody means by a path.</summary>
/// <param name="Folder">The model's; its model.json lies here, or will.</param>
/// <param name="Files">Its versions; or a file that lies where none is served, as version 1.</param>
/// <param name="Misplaced">Whether that is so.</param>
internal sealed record InspectedFiles(string Folder, ModelFile[] Files, bool Misplaced)
{
    public string Name => Path.GetFileName(Folder);

    /// <param name="path">A model's folder, one of its versions, a folder with an ONNX file, or the file.</param>
    /// <param name="ignored">Takes the folders that are not versions, with the reason.</param>
    /// <exception cref="ModelLoadException">There is no ONNX file, or none can be told.</exception>
    public static InspectedFiles Find(string path, Action<string, string> ignored)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full))
            return OfFile(full);
        if (!Directory.Exists(full))
            throw new ModelLoadException($"'{path}' does not exist");
        var versions = ModelFile.Versions(full, Path.GetFileName(full), ignored).Where(file => File.Exists(file.Path))
            .OrderBy(file => file.Number).ToArray();
        return versions.Length > 0 ? new InspectedFiles(full, versions, false) : Directory.GetFiles(full, "*.onnx")
            .Order(StringComparer.Ordinal).ToArray() switch
        {
            [var only] => OfFile(only),
            [] => throw new ModelLoadException($"'{path}' holds no .onnx file, and no <version>/model.onnx"),
            var several =>
                throw new ModelLoadException(
                    $"'{path}' holds several .onnx files: {string.Join(", ", several.Select(Path.GetFileName))}; name one"),
        };
    }

    private static InspectedFiles OfFile(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var model = Path.GetDirectoryName(folder) ?? folder;
        var version = ModelFile.Versions(model, Path.GetFileName(model)).FirstOrDefault(version => version.Path == file);
        return version is not null
            ? new InspectedFiles(model, [version], false)
            : new InspectedFiles(folder, [new ModelFile(Path.GetFileName(folder), 1, file, Path.Combine(folder, "model.json"), "")], true);
    }
}

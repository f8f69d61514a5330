using System.Globalization;

namespace Platform.Infra.MachineLearning;

/// <summary>One version of one model in <c>app/models</c>, laid out as the inference server's model repository.</summary>
/// <param name="Source">The model's folder with this version alone: <c>model.json</c> and <c>1/model.onnx</c>.</param>
internal sealed record ModelFolder(string Model, int Version, AssetSource Source)
{
    private const string Settings = "model.json";

    /// <param name="root">The repository: the folder with <c>Pulumi.yaml</c>.</param>
    /// <returns>By name, then by version.</returns>
    public static IReadOnlyList<ModelFolder> In(string root)
    => [
        .. from model in FoldersIn(Path.Combine(root, "app", "models"))
           from version in Directory.EnumerateDirectories(model)
           let number = int.TryParse(Path.GetFileName(version), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
               ? parsed
               : 0
           where number > 0
           orderby Path.GetFileName(model), number
           select Of(model, version, number),
    ];

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static ModelFolder Of(string model, string version, int number)
    {
        var name = Path.GetFileName(model);
        var settings = Path.Combine(model, Settings);
        var files = Directory.EnumerateFiles(version, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(model, file).Replace('\\', '/'), file));
        return new(name, number, new($"models/{name}", name, File.Exists(settings) ? [.. files, (Settings, settings)] : files));
    }
}

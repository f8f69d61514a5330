using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Infra.MachineLearning;

/// <summary>One version of one model in <c>app/models</c>, laid out as the inference server's model repository.</summary>
/// <param name="Source">The model's folder with this version alone: <c>model.json</c> and <c>1/model.onnx</c>.</param>
internal sealed partial record ModelFolder(string Model, int Version, AssetSource Source)
{
    private const string Settings = "model.json";

    /// <summary>Of the model; null where none of its versions is being released.</summary>
    private ReleaseState? Release { get; init; }

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

    /// <summary>The version that callers get, as the server reads <c>model.json</c>: what the next one must be better than.</summary>
    /// <param name="folders">By version.</param>
    /// <returns>Null where there is none of this model.</returns>
    public static ModelFolder? InService(IEnumerable<ModelFolder> folders, string model)
    {
        ModelFolder[] versions = [.. folders.Where(folder => folder.Model == model)];
        return (versions is [{ Release: { } release }, ..]
                ? Array.FindLast(versions, folder => folder.Version == release.Version == (release.Stage == "all"))
                : null)
            ?? versions.LastOrDefault();
    }

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static ModelFolder Of(string model, string version, int number)
    {
        var name = Path.GetFileName(model);
        var settings = Path.Combine(model, Settings);
        var release = File.Exists(settings) ? ReleaseIn(settings) : null;
        var files = Directory.EnumerateFiles(version, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(model, file).Replace('\\', '/'), file));
        return new(name, number, new($"models/{name}", name, File.Exists(settings) ? [.. files, (Settings, settings)] : files))
        {
            Release = release,
        };
    }

    /// <summary>What is no JSON, the server refuses in more words than could be said here.</summary>
    private static ReleaseState? ReleaseIn(string settings)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(settings), ReleaseJson.Default.Released)?.Release;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Released(ReleaseState? Release);

    /// <param name="Stage">shadow, share or all.</param>
    private sealed record ReleaseState(int Version, string Stage = "shadow");

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Released))]
    private sealed partial class ReleaseJson : JsonSerializerContext;
}

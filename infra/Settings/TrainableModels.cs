using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi;

namespace Platform.Infra.Settings;

/// <summary>The models of <c>app/training</c> that the workspace can train, as its <c>workspace.json</c> lists them.</summary>
internal sealed partial class TrainableModels
{
    public const string File = "app/training/workspace.json";

    private readonly TrainableModel[] _all;

    private TrainableModels(TrainableModel[] all) => _all = all;

    /// <summary>Their names, in the order of the list.</summary>
    public IEnumerable<string> Names => _all.Select(each => each.Model);

    /// <param name="root">The repository: the folder with <c>Pulumi.yaml</c>.</param>
    /// <returns>Without any where there is no list.</returns>
    /// <exception cref="RunException">The list is not one; the message says where.</exception>
    public static TrainableModels In(string root)
    {
        if (!System.IO.File.Exists(Path.Combine(root, File)))
            return new([]);
        var folder = Path.Combine(root, "app", "training");
        var text = System.IO.File.ReadAllText(Path.Combine(root, File));
        return new([.. Read(text).Select(
            each => each with { HasSweep = System.IO.File.Exists(Path.Combine(folder, each.Model, "sweep.json")) })]);
    }

    /// <returns>Null where the list has none of this name.</returns>
    public TrainableModel? Find(string model) => Array.Find(_all, each => each.Model == model);

    /// <summary>The one that valid settings name.</summary>
    public TrainableModel Of(RetrainingSettings settings) => _all.First(each => each.Model == settings.Model);

    private static TrainableModel[] Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.Default.TrainableModelArray) is { Length: > 0 } listed
                ? listed
                : throw new JsonException("It has no model.");
        }
        catch (JsonException exception)
        {
            throw new RunException($"'{File}' is not the list of models that docs/machine-learning.md describes: {exception.Message}");
        }
    }

    [JsonSourceGenerationOptions(
        JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(TrainableModel[]))]
    private sealed partial class Json : JsonSerializerContext;
}

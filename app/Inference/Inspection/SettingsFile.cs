using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Predict;
using Platform.Inference.Tensors;

namespace Platform.Inference.Inspection;

/// <summary>A model's model.json as it is, and what it could say besides.</summary>
internal sealed class SettingsFile(string path)
{
    /// <summary>An input of more columns is an image or the like, and no table.</summary>
    private const int MostNames = 200;

    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Path => path;

    public static string Format(JsonObject settings) => settings.ToJsonString(_indented);

    /// <summary>What the file lacks for the model to take named features and to show an example of them; empty where nothing is.</summary>
    /// <param name="model">As its file and this one make it.</param>
    /// <param name="file">Its ONNX file.</param>
    public static JsonObject Missing(ModelVersion model, string file)
    {
        var missing = new JsonObject();
        if (model.Predict is null && model.Settings.Features is null && FeatureNames(model.Signature.Inputs) is { } names)
            missing["features"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
        if (model.Predict is { } features && model.Settings.Categories is null
            && Categories(model, features, file) is { Count: > 0 } categories)
            missing["categories"] = categories;
        if (missing.Count == 0 && model.Predict is { } plan && model.Settings.Example is null)
            missing["example"] = ExampleRow.Of(model, plan);
        return missing;
    }

    /// <summary>What is there and what is missing, together.</summary>
    /// <exception cref="JsonException">The file is no JSON object, or has comments, which would be lost.</exception>
    public JsonObject With(JsonObject missing)
    {
        var settings = File.Exists(path) && JsonNode.Parse(File.ReadAllText(path)) is { } there
            ? there as JsonObject ?? throw new JsonException("it is not an object")
            : [];
        foreach (var (name, value) in missing)
            settings[name] = value?.DeepClone();
        return settings;
    }

    public void Write(JsonObject settings) => File.WriteAllText(path, Format(settings) + "\n");

    private static JsonObject Categories(ModelVersion model, PredictPlan plan, string file)
    {
        var known = GraphCategories.Read(file);
        return new JsonObject(
            from feature in plan.Features
            let input = model.Signature.Inputs[feature.Input]
            where input is { Type: DataType.Bytes, Shape: [-1] or [-1, 1] } && known.ContainsKey(input.Name)
            select KeyValuePair.Create(
                feature.Name, (JsonNode?)new JsonArray([.. known[input.Name].Select(value => JsonValue.Create(value))])));
    }

    /// <summary>Names to begin with for the columns of the only input, which no file says; its own where it is one column.</summary>
    private static IEnumerable<string>? FeatureNames(TensorSpec[] inputs) => inputs switch
    {
        [{ Shape: [-1] or [-1, 1], Name: var name }] => [name],
        [{ Shape: [-1, > 1 and <= MostNames and var columns], Type: not DataType.Bytes }] =>
            Enumerable.Range(1, (int)columns).Select(column => $"feature_{column}"),
        _ => null,
    };
}

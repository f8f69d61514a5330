using System.Text.Json.Nodes;
using Platform.Inference.Models;

namespace Platform.Inference.Docs;

/// <summary>The OpenAPI document of one version of a model: the server's, reduced to that version's paths and filled with its names.</summary>
internal static class ModelDocument
{
    public static JsonObject Create(ReadOnlySpan<byte> server, ModelVersion model)
    {
        var document = JsonNode.Parse(server)!.AsObject();
        document["info"]!["title"] = model.Name;
        document["info"]!["version"] = model.Version;
        document["info"]!["description"] = model.Settings.Description ?? $"The model '{model.Name}'.";
        var paths = document["paths"]!.AsObject();
        document["paths"] = new JsonObject(
            from path in paths.ToList()
            where path.Key.Contains("{name}") && (model.Predict is not null || !path.Key.EndsWith("/predict"))
            select KeyValuePair.Create(path.Key.Replace("{name}", model.Name).Replace("{version}", model.Version), WithoutParameters(path.Value!)));
        Fill(document["components"]!["requestBodies"]!.AsObject(), model);
        return document;
    }

    private static JsonNode? WithoutParameters(JsonNode path)
    {
        var copy = path.DeepClone();
        foreach (var operation in copy.AsObject())
            operation.Value!.AsObject().Remove("parameters");
        return copy;
    }

    /// <summary>Examples that this model accepts.</summary>
    private static void Fill(JsonObject bodies, ModelVersion model)
    {
        bodies["Infer"]!["content"]!["application/json"]!["example"] = new JsonObject
        {
            ["inputs"] = new JsonArray([.. model.Signature.Inputs.Select(ExampleInput)]),
        };
        var features = bodies["Features"]!["content"]!["application/json"]!.AsObject();
        features.Remove("examples");
        if (model.Settings.Example is { } example)
            features["example"] = example.DeepClone();
    }

    private static JsonNode ExampleInput(Tensors.TensorSpec spec)
    {
        var shape = spec.Shape.Select(dimension => dimension < 0 ? 1 : dimension).ToArray();
        return new JsonObject
        {
            ["name"] = spec.Name,
            ["datatype"] = spec.Type.ToString().ToUpperInvariant(),
            ["shape"] = new JsonArray([.. shape.Select(dimension => JsonValue.Create(dimension))]),
            ["data"] = new JsonArray([.. Enumerable.Range(0, (int)Math.Min(Tensors.Tensor.CountOf(shape), 1000)).Select(_ => ExampleElement(spec.Type))]),
        };
    }

    private static JsonNode ExampleElement(Tensors.DataType type) => type switch
    {
        Tensors.DataType.Bool => JsonValue.Create(true),
        Tensors.DataType.Bytes => JsonValue.Create("text"),
        _ => JsonValue.Create(1),
    };
}

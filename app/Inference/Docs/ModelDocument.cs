using System.Text.Json.Nodes;
using Platform.Inference.Models;
using Platform.Inference.Protocol;
using Platform.Inference.Tensors;

namespace Platform.Inference.Docs;

/// <summary>The OpenAPI document of one version of a model: the server's, reduced to that version's paths and filled with its names.</summary>
internal static class ModelDocument
{
    /// <summary>Elements of an input that an example shows.</summary>
    private const int LongestExample = 1000;

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
        FillInfer(bodies["Infer"]!.AsObject(), model);
        var features = bodies["Features"]!["content"]!["application/json"]!.AsObject();
        features.Remove("examples");
        if (model.Settings.Example is { } example)
            features["example"] = example.DeepClone();
    }

    private static void FillInfer(JsonObject body, ModelVersion model)
    {
        var content = body["content"]!.AsObject();
        if (Array.Find(model.Signature.Inputs, input => input.Type.IsBinaryOnly) is { } half)
        {
            content.Remove("application/json");
            body["description"] = $"Input '{half.Name}' is {half.Type.Name}, which has no JSON form: its bytes follow the JSON, and the header Inference-Header-Content-Length says how long that is.";
        }
        else if (Array.Find(model.Signature.Inputs, input => ElementsOf(input) > LongestExample) is { } large)
        {
            content["application/json"]!.AsObject().Remove("example");
            body["description"] = $"Input '{large.Name}' has shape {Quote.Shape(large.Shape)}, too large for an example.";
        }
        else
        {
            content["application/json"]!["example"] = ExampleRequest(model.Signature);
        }
    }

    private static JsonObject ExampleRequest(Signature signature)
    {
        var request = new JsonObject { ["inputs"] = new JsonArray([.. signature.Inputs.Select(ExampleInput)]) };
        if (signature.Outputs.Any(output => output.Type.IsBinaryOnly))
            request["outputs"] = new JsonArray([.. signature.Outputs.Select(ExampleOutput)]);
        return request;
    }

    private static JsonNode ExampleInput(TensorSpec spec) => new JsonObject
    {
        ["name"] = spec.Name,
        ["datatype"] = spec.Type.Name,
        ["shape"] = new JsonArray([.. ExampleShape(spec).Select(dimension => JsonValue.Create(dimension))]),
        ["data"] = new JsonArray([.. Enumerable.Range(0, (int)ElementsOf(spec)).Select(_ => ExampleElement(spec.Type))]),
    };

    private static JsonNode ExampleOutput(TensorSpec spec)
    {
        var output = new JsonObject { ["name"] = spec.Name };
        if (spec.Type.IsBinaryOnly)
            output["parameters"] = new JsonObject { ["binary_data"] = true };
        return output;
    }

    private static JsonNode ExampleElement(DataType type) => type switch
    {
        DataType.Bool => JsonValue.Create(true),
        DataType.Bytes => JsonValue.Create("text"),
        _ => JsonValue.Create(1),
    };

    private static long[] ExampleShape(TensorSpec spec) => [.. spec.Shape.Select(dimension => dimension < 0 ? 1 : dimension)];

    private static long ElementsOf(TensorSpec spec) => Tensor.CountOf(ExampleShape(spec));
}

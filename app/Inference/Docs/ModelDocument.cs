using System.Text.Json.Nodes;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Generation;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Docs;

/// <summary>
/// The OpenAPI document of one version of a model: the server's, reduced to that version's paths and filled with its names, types and
/// categories, an example that it takes and what it answers.
/// </summary>
internal static class ModelDocument
{
    /// <param name="server">The server's document.</param>
    /// <param name="model">The version.</param>
    /// <param name="versions">All that the model has.</param>
    /// <param name="samples">Its own.</param>
    /// <param name="root">Where the server's root is, as seen from the document.</param>
    public static JsonObject Create(ReadOnlySpan<byte> server, ModelVersion model, string[] versions, Samples samples, string root)
    {
        var document = JsonNode.Parse(server)!.AsObject();
        document["servers"] = new JsonArray(new JsonObject { ["url"] = root });
        document["info"]!["title"] = model.Name;
        document["info"]!["version"] = model.Version;
        document["info"]!["description"] = model.Settings.Description ?? $"The model '{model.Name}'.";
        var paths = document["paths"]!.AsObject();
        document["paths"] = new JsonObject(
            from path in paths.ToList()
            where path.Key.Contains("{name}") && IsServed(model, path.Key)
            select KeyValuePair.Create(
                path.Key.Replace("{name}", model.Name).Replace("{version}", model.Version), WithoutParameters(path.Value!)));
        var components = document["components"]!.AsObject();
        FillTensors(components, model, samples);
        Json(components["responses"]!["Model"]!)["example"] = Metadata(model, versions);
        if (model.Predict is { } plan)
            FillFeatures(components, model, plan, samples);
        foreach (var error in (string[])["BadRequest", "NotFound"])
            Json(components["responses"]![error]!).Remove("example");
        Components.RemoveUnused(document);
        return document;
    }

    private static bool IsServed(ModelVersion model, string path)
        => (model.Predict is not null || !path.EndsWith("/predict", StringComparison.Ordinal))
        && (model.Generator is not null
        || !(path.StartsWith("/v1/", StringComparison.Ordinal) || path.Contains("/generate", StringComparison.Ordinal)));

    private static JsonNode? WithoutParameters(JsonNode path)
    {
        var copy = path.DeepClone();
        foreach (var operation in copy.AsObject())
            operation.Value!.AsObject().Remove("parameters");
        return copy;
    }

    private static void FillFeatures(JsonObject components, ModelVersion model, PredictPlan plan, Samples samples)
    {
        components["schemas"]!["Features"] = Schemas.Row(model, plan);
        var features = Json(components["requestBodies"]!["Features"]!);
        features.Remove("examples");
        features["example"] = samples.Example!.DeepClone();
        var prediction = Json(components["responses"]!["Prediction"]!);
        prediction.Remove("example");
        if (samples.Answer is not { } answer)
            return;
        components["schemas"]!["Prediction"] = Schemas.Answer(answer);
        prediction["example"] = answer.DeepClone();
    }

    private static void FillTensors(JsonObject components, ModelVersion model, Samples samples)
    {
        var body = components["requestBodies"]!["Infer"]!.AsObject();
        var answer = Json(components["responses"]!["Infer"]!);
        answer.Remove("example");
        Json(body).Remove("example");
        if (samples.Tensors is { } tensors)
            Json(body)["example"] = tensors.DeepClone();
        if (samples.TensorAnswer is { } tensorAnswer)
            answer["example"] = tensorAnswer.DeepClone();
        if (TensorExample.HalfInput(model.Signature) is { } half)
        {
            body["content"]!.AsObject().Remove("application/json");
            body["description"] = $"Input '{half.Name}' is {half.Type.Name}, which has no JSON form: its bytes follow the JSON, and the "
                + "header Inference-Header-Content-Length says how long that is.";
        }
        else if (TensorExample.LargeInput(model.Signature) is { } large)
        {
            body["description"] = $"Input '{large.Name}' has shape {Quote.Shape(large.Shape)}, too large for an example.";
        }

        Json(components["responses"]!["ModelReadiness"]!)["example"]!["name"] = model.Name;
    }

    private static JsonObject Metadata(ModelVersion model, string[] versions) => new()
    {
        ["name"] = model.Name,
        ["versions"] = new JsonArray([.. versions.Select(version => JsonValue.Create(version))]),
        ["platform"] = "onnx_onnxv1",
        ["inputs"] = Tensors(model.Signature.Inputs),
        ["outputs"] = Tensors(model.Signature.Outputs),
    };

    private static JsonArray Tensors(TensorSpec[] specs) => new([.. specs.Select(spec => new JsonObject
    {
        ["name"] = spec.Name,
        ["datatype"] = spec.Type.Name,
        ["shape"] = new JsonArray([.. spec.ListedShape.Select(dimension => JsonValue.Create(dimension))]),
    })]);

    private static JsonObject Json(JsonNode node) => node["content"]!["application/json"]!.AsObject();
}

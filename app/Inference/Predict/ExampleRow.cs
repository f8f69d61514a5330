using System.Text.Json.Nodes;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>A body for <c>/predict</c> that shows what a model takes.</summary>
internal static class ExampleRow
{
    /// <summary>The one of model.json; else a one of each number, and the first category or a word of each text.</summary>
    public static JsonObject Of(ModelVersion model, PredictPlan plan) => model.Settings.Example is { } given
        ? given.DeepClone().AsObject()
        : new JsonObject(plan.Features.Select(feature => KeyValuePair.Create(feature.Name, (JsonNode?)Value(model, feature))));

    /// <summary>Null where model.json does not say.</summary>
    public static string[]? CategoriesOf(ModelVersion model, FeatureColumn feature)
        => model.Settings.Categories?.GetValueOrDefault(feature.Name);

    public static DataType TypeOf(ModelVersion model, FeatureColumn feature) => model.Signature.Inputs[feature.Input].Type;

    private static JsonValue Value(ModelVersion model, FeatureColumn feature) => TypeOf(model, feature) switch
    {
        DataType.Bytes => JsonValue.Create(CategoriesOf(model, feature) is [var first, ..] ? first : "text"),
        DataType.Bool => JsonValue.Create(true),
        _ => JsonValue.Create(1),
    };
}

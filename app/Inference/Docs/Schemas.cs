using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Predict;
using Platform.Inference.Tensors;

namespace Platform.Inference.Docs;

/// <summary>JSON schemas of what one model takes and gives.</summary>
internal static class Schemas
{
    /// <summary>One row of named features.</summary>
    public static JsonObject Row(ModelVersion model, PredictPlan plan) => new()
    {
        ["type"] = "object",
        ["required"] = Strings(plan.Features.Where(feature => !feature.IsOptional).Select(feature => feature.Name)),
        ["properties"] = new JsonObject(
            plan.Features.Select(feature => KeyValuePair.Create(feature.Name, (JsonNode?)Feature(model, feature)))),
        ["additionalProperties"] = false,
    };

    /// <summary>A value of one feature, as text that says so too: <c>integer</c>, <c>number</c>, <c>string</c> or <c>boolean</c>.</summary>
    public static JsonObject Feature(ModelVersion model, FeatureColumn feature)
    {
        var type = ExampleRow.TypeOf(model, feature);
        var schema = new JsonObject { ["type"] = TypeName(type) };
        if (Format(type) is { } format)
            schema["format"] = format;
        if (type.Name.StartsWith("UINT", StringComparison.Ordinal))
            schema["minimum"] = 0;
        if (ExampleRow.CategoriesOf(model, feature) is { } categories)
            schema["enum"] = Strings(categories);
        return schema;
    }

    /// <summary>Of an answer, from a real one; its classes are the keys of the probabilities.</summary>
    public static JsonObject Answer(JsonNode sample)
    {
        var schema = Of(sample);
        if (sample is JsonObject answer && answer["probabilities"] is JsonObject classes && answer["prediction"] is JsonValue prediction
            && prediction.GetValueKind() == JsonValueKind.String && classes.ContainsKey((string)prediction!))
            schema["properties"]!["prediction"]!["enum"] = Strings(classes.Select(name => name.Key));
        return schema;
    }

    public static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static JsonObject Of(JsonNode? value) => value switch
    {
        JsonObject fields => new JsonObject
        {
            ["type"] = "object",
            ["required"] = Strings(fields.Select(field => field.Key)),
            ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Of(field.Value)))),
        },
        JsonArray items => new JsonObject { ["type"] = "array", ["items"] = items.Count > 0 ? Of(items[0]) : new JsonObject() },
        JsonValue text when text.GetValueKind() == JsonValueKind.String => new JsonObject { ["type"] = "string" },
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => new JsonObject { ["type"] = "number" },
        JsonValue => new JsonObject { ["type"] = "boolean" },
        _ => [],
    };

    private static string TypeName(DataType type) => type switch
    {
        DataType.Bytes => "string",
        DataType.Bool => "boolean",
        _ when type.Name.StartsWith('F') || type.Name.StartsWith('B') => "number",
        _ => "integer",
    };

    private static string? Format(DataType type) => type switch
    {
        DataType.Fp32 => "float",
        DataType.Fp64 => "double",
        DataType.Int32 => "int32",
        DataType.Int64 => "int64",
        _ => null,
    };
}

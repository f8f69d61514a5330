using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Billing.Console.Models;

/// <summary>Makes a form of a model's own OpenAPI document: its fields, their types and categories, and its example.</summary>
internal static class ModelReader
{
    public static ModelView Read(JsonNode document)
    {
        var (name, version) = ((string)document["info"]!["title"]!, (string)document["info"]!["version"]!);
        var description = (string?)document["info"]!["description"] ?? "";
        var paths = document["paths"]!.AsObject();
        if (paths.ContainsKey($"/v2/models/{name}/generate"))
            return new ModelView(name, version, description, ModelWay.Chat, []);
        var components = document["components"]!;
        return paths.ContainsKey($"/models/{name}/predict")
            ? new ModelView(name, version, description, ModelWay.Features, [.. Features(components)])
            : new ModelView(name, version, description, ModelWay.Tensors, [.. Tensors(components)]);
    }

    private static IEnumerable<ModelField> Features(JsonNode components)
    {
        var row = components["schemas"]!["Features"]!;
        var required = row["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        var example = components["requestBodies"]?["Features"]?["content"]?["application/json"]?["example"] as JsonObject;
        foreach (var (name, schema) in row["properties"]!.AsObject())
        {
            string[] choices = [.. schema!["enum"]?.AsArray().Select(choice => (string)choice!) ?? []];
            yield return new ModelField(
                name, KindOf((string?)schema["type"], choices), required.Contains(name), Text(example?[name]), choices,
                (long?)schema["minimum"]);
        }
    }

    /// <summary>Named by the example, which has all inputs; those with one value for a row are plain fields.</summary>
    private static IEnumerable<ModelField> Tensors(JsonNode components)
    {
        foreach (var input in components["requestBodies"]?["Infer"]?["content"]?["application/json"]?["example"]?["inputs"] as JsonArray
            ?? [])
        {
            var (data, type, form) = (input!["data"]!.AsArray(), (string)input["datatype"]!,
                new TensorForm((string)input["datatype"]!, input["shape"]!.AsArray().ToJsonString()));
            yield return data.Count == 1 && data[0] is JsonValue
                ? new ModelField((string)input["name"]!, KindOf(type), true, Text(data[0]), [], Tensor: form)
                : new ModelField((string)input["name"]!, FieldKind.Json, true, data.ToJsonString(), [], Tensor: form);
        }
    }

    private static FieldKind KindOf(string? type, string[] choices) => type switch
    {
        _ when choices.Length > 0 => FieldKind.Choice,
        "integer" => FieldKind.Whole,
        "number" => FieldKind.Number,
        "boolean" => FieldKind.Switch,
        _ => FieldKind.Text,
    };

    private static FieldKind KindOf(string dataType) => dataType switch
    {
        "BYTES" => FieldKind.Text,
        "BOOL" => FieldKind.Switch,
        ['F' or 'B', ..] => FieldKind.Number,
        _ => FieldKind.Whole,
    };

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.TryGetValue<string>(out var given) => given,
        JsonValue number when number.TryGetValue<double>(out var given) => given.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToJsonString(),
    };
}

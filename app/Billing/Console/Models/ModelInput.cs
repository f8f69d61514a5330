using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Billing.Console.Models;

/// <summary>What somebody filled in, and the call that it makes.</summary>
/// <param name="Values">By the fields' names, as they were typed.</param>
/// <param name="Problems">By the fields' names.</param>
/// <param name="Body">Null where something is wrong.</param>
internal sealed record ModelInput(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Problems, JsonNode? Body)
{
    private const int Longest = 20_000;

    public static ModelInput Example(ModelView model) => Of(model, model.Fields.ToDictionary(field => field.Name, field => field.Example));

    public static ModelInput Read(ModelView model, IFormCollection form)
        => Of(
            model,
            model.Fields.ToDictionary(
                field => field.Name,
                field => field.Kind == FieldKind.Switch ? form.ContainsKey(field.Input) ? "true" : "false" : form[field.Input].ToString()));

    private static ModelInput Of(ModelView model, Dictionary<string, string> values)
    {
        var (problems, parsed) = (new Dictionary<string, string>(), new Dictionary<string, JsonNode?>());
        foreach (var field in model.Fields)
        {
            var value = values[field.Name];
            if (value.Length == 0 && !field.IsRequired)
                continue;
            if (Parse(field, value) is { } node)
                parsed[field.Name] = node;
            else
                problems[field.Name] = Texts.WrongField(field);
        }

        return new ModelInput(values, problems, problems.Count > 0 ? null : ToBody(model, parsed));
    }

    private static JsonNode ToBody(ModelView model, Dictionary<string, JsonNode?> parsed) => model.Way == ModelWay.Features
        ? new JsonObject(parsed)
        : new JsonObject
        {
            ["inputs"] = new JsonArray([.. model.Fields.Select(field => new JsonObject
            {
                ["name"] = field.Name, ["datatype"] = field.Tensor!.DataType, ["shape"] = JsonNode.Parse(field.Tensor.Shape),
                ["data"] = parsed[field.Name] is JsonArray array ? array : new JsonArray(parsed[field.Name]),
            })]),
        };

    private static JsonNode? Parse(ModelField field, string value)
    {
        if (value.Length > Longest)
            return null;
        switch (field.Kind)
        {
            case FieldKind.Choice:
                return field.Choices.Contains(value) ? JsonValue.Create(value) : null;
            case FieldKind.Switch:
                return JsonValue.Create(value == "true");
            case FieldKind.Whole:
                return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    && !(whole < field.Minimum) ? JsonValue.Create(whole) : null;
            case FieldKind.Number:
                return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? JsonValue.Create(number)
                    : null;
            case FieldKind.Json:
                try
                {
                    return JsonNode.Parse(value) as JsonArray;
                }
                catch (JsonException)
                {
                    return null;
                }

            default:
                return value.Length > 0 ? JsonValue.Create(value) : null;
        }
    }
}

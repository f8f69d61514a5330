using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Evaluation.Texts;

/// <summary>JSON as others wrote it.</summary>
internal static class JsonObjects
{
    private static readonly JsonDocumentOptions _once = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null for what is none, or has a member twice.</returns>
    public static JsonObject? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: _once) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null for what is no text.</returns>
    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>For people: letters as they are.</summary>
    public static string Show(JsonNode node) => node.ToJsonString(_plain);
}

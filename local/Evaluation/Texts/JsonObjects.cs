using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Evaluation.Texts;

/// <summary>Objects of JSON as others wrote them.</summary>
internal static class JsonObjects
{
    private static readonly JsonDocumentOptions _once = new() { AllowDuplicateProperties = false };

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
}

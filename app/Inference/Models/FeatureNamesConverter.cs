using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>Reads a list of names, or an object of such lists.</summary>
internal sealed class FeatureNamesConverter : JsonConverter<FeatureNames>
{
    public override FeatureNames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return new FeatureNames(ReadNames(ref reader), null);
        var groups = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var input = reader.GetString()!;
            reader.Read();
            groups[input] = ReadNames(ref reader);
        }

        return new FeatureNames(null, groups);
    }

    public override void Write(Utf8JsonWriter writer, FeatureNames value, JsonSerializerOptions options)
        => throw new NotSupportedException("model.json is read only");

    private static string[] ReadNames(ref Utf8JsonReader reader)
        => JsonSerializer.Deserialize(ref reader, ModelSettingsJson.Default.StringArray) ?? throw new JsonException();
}

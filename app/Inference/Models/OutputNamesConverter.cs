using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>Reads a list of names, or an object of roles.</summary>
internal sealed class OutputNamesConverter : JsonConverter<OutputNames>
{
    public override OutputNames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return new OutputNames(
                JsonSerializer.Deserialize(ref reader, ModelSettingsJson.Default.StringArray) ?? throw new JsonException());
        var names = new OutputNames(null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var role = reader.GetString()!;
            reader.Read();
            var name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
            names = role switch
            {
                "label" => names with { Label = name },
                "probabilities" => names with { Probabilities = name },
                _ => throw new ModelLoadException(ModelSettingsKeys.Unknown($"outputs.{role}", role, ["label", "probabilities"])),
            };
        }

        return names;
    }

    public override void Write(Utf8JsonWriter writer, OutputNames value, JsonSerializerOptions options)
        => throw new NotSupportedException("model.json is read only");
}

using System.Text.Json;
using System.Text.Unicode;
using Platform.Inference.Faults;

namespace Platform.Inference.Json;

/// <summary>Values that the server has no use for. They are JSON nevertheless, or the request is none.</summary>
internal static class SkippedJson
{
    private const int MaxDepth = 100;

    /// <returns>How long the value is with which this text begins, white space before it included.</returns>
    /// <exception cref="ProtocolException">400: it is nested too deeply.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">An escape stands for half a surrogate pair.</exception>
    public static int Length(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        do
        {
            if (!reader.Read())
                throw new JsonException();
            Check(ref reader);
        }
        while (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject);
        return (int)reader.BytesConsumed;
    }

    private static void Check(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray or JsonTokenType.StartObject when reader.CurrentDepth >= MaxDepth:
                throw ProtocolException.BadRequest($"JSON nesting depth exceeds maximum allowed limit ({MaxDepth})");
            case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped:
                using (var text = new PooledBytes())
                    reader.CopyString(text.Free(reader.ValueSpan.Length));
                break;
            case JsonTokenType.String or JsonTokenType.PropertyName when !Utf8.IsValid(reader.ValueSpan):
                throw new JsonException();
        }
    }
}

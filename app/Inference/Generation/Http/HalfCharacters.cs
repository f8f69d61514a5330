using System.Text.Json;
using System.Text.Unicode;
using Platform.Inference.Faults;

namespace Platform.Inference.Generation.Http;

/// <summary>
/// JSON can escape half of a character, such as <c>\ud83d</c> alone, and bytes can be no UTF-8. .NET finds that where a text is read, if it
/// ever is; here it is refused before anybody reads, or sends on, a part of it.
/// </summary>
internal static class HalfCharacters
{
    private const string Rule = "has half of a character, such as \\ud83d alone; expected text of Unicode";

    /// <exception cref="ProtocolException">400: the body is no UTF-8.</exception>
    public static void RefuseBytes(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            throw ProtocolException.BadRequest("the body is not UTF-8; expected an object of JSON in it");
    }

    /// <summary>What is said where one is in the name of a field.</summary>
    public static ProtocolException InName(Exception cause) => new(Fault.Invalid, $"the name of a field {Rule}", cause);

    /// <param name="body">As it came; most have no escape of the kind, and are not searched.</param>
    /// <param name="root">The same, read.</param>
    /// <exception cref="ProtocolException">400: a text has one.</exception>
    public static void Refuse(ReadOnlySpan<byte> body, JsonElement root)
    {
        if (body.IndexOf("\\ud"u8) >= 0 || body.IndexOf("\\uD"u8) >= 0)
            Refuse(root, "");
    }

    private static void Refuse(JsonElement value, string place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    Refuse(field.Value, place.Length == 0 ? field.Name : $"{place}.{field.Name}");
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Refuse(item, $"{place}[{index}]");
                break;
            case JsonValueKind.String when !IsWhole(value):
                throw new ProtocolException(Fault.Invalid, $"'{Quote.Short(place)}' {Rule}") { Field = Quote.Short(place) };
        }
    }

    private static bool IsWhole(JsonElement text)
    {
        try
        {
            _ = text.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

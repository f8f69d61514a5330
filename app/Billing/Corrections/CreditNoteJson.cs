using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Corrections;

/// <summary>Credit notes as JSON: what is kept, and what customers get.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreditNote))]
internal sealed partial class CreditNoteJson : JsonSerializerContext
{
    public static string Write(CreditNote note) => JsonSerializer.Serialize(note, Default.CreditNote);

    public static CreditNote Read(string document) => JsonSerializer.Deserialize(document, Default.CreditNote)!;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Invoices;

/// <summary>Invoices as JSON, the same bytes each time: what is kept, and what customers get.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Invoice))]
internal sealed partial class InvoiceJson : JsonSerializerContext
{
    public static string Write(Invoice invoice) => JsonSerializer.Serialize(invoice, Default.Invoice);

    public static Invoice Read(string document) => JsonSerializer.Deserialize(document, Default.Invoice)!;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Consent;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ConsentDocument))]
internal sealed partial class ConsentJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Drift;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DriftShape))]
internal sealed partial class DriftJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Closing;

/// <summary>Snapshots as JSON, the same bytes each time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RatedPeriod))]
internal sealed partial class ClosingJson : JsonSerializerContext;

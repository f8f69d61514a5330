using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.Health;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(ModelReadiness))]
internal sealed partial class HealthJson : JsonSerializerContext;

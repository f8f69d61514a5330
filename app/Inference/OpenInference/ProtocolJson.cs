using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.OpenInference;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class ProtocolJson : JsonSerializerContext;

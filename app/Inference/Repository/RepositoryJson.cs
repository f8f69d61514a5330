using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.Repository;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IndexItem[]))]
[JsonSerializable(typeof(StatisticsAnswer))]
internal sealed partial class RepositoryJson : JsonSerializerContext;

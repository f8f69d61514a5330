using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Infra.MachineLearning;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PipelineStep[]))]
internal sealed partial class PipelineStepJson : JsonSerializerContext;

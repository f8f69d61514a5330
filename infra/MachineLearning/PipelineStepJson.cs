using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Infra.MachineLearning;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PipelineStep[]))]
[JsonSerializable(typeof(SweepSpace))]
internal sealed partial class PipelineStepJson : JsonSerializerContext;

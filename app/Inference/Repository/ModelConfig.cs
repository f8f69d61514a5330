using System.Text.Json.Nodes;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Repository;

/// <summary>A version of a model in the words of Triton's configuration, which its clients ask for before they send anything.</summary>
/// <seealso href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_model_configuration.md"/>
internal static class ModelConfig
{
    public static JsonObject Of(ModelVersion version)
    {
        var batching = version.Settings.Batching;
        var config = new JsonObject
        {
            ["name"] = version.Name,
            ["platform"] = "onnxruntime_onnx",
            ["backend"] = "onnxruntime",
            ["default_model_filename"] = "model.onnx",
            ["max_batch_size"] = batching?.MaxBatchSize ?? 0,
            ["input"] = Tensors(version.Signature.Inputs, batching is not null),
            ["output"] = Tensors(version.Signature.Outputs, batching is not null),
        };
        if (batching is not null)
            config["dynamic_batching"] = new JsonObject { ["max_queue_delay_microseconds"] = batching.MaxQueueDelayMicroseconds };
        return config;
    }

    private static JsonArray Tensors(TensorSpec[] specs, bool batches) => [.. specs.Select(spec => new JsonObject
    {
        ["name"] = spec.Name,
        ["data_type"] = spec.Type == DataType.Bytes ? "TYPE_STRING" : $"TYPE_{spec.Type.Name}",
        // For a batching model the first dimension goes without saying.
        ["dims"] = new JsonArray([.. spec.ListedShape.Skip(batches ? 1 : 0).Select(dimension => (JsonNode)JsonValue.Create(dimension))]),
    })];
}

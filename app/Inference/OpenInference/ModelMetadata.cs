namespace Platform.Inference.OpenInference;

/// <summary>The answer of <c>GET /v2/models/{name}</c>.</summary>
internal sealed record ModelMetadata(string Name, string[] Versions, string Platform, TensorMetadata[] Inputs, TensorMetadata[] Outputs)
{
    /// <summary>What clients know models of this format by.</summary>
    public const string OnnxPlatform = "onnx_onnxv1";
}

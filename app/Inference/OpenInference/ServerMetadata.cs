namespace Platform.Inference.OpenInference;

/// <summary>The answer of <c>GET /v2</c>.</summary>
/// <param name="Extensions">Those of the protocol that the server has.</param>
internal sealed record ServerMetadata(string Name, string Version, string[] Extensions)
{
    public static ServerMetadata Current { get; } = new(
        "platform-inference", typeof(ServerMetadata).Assembly.GetName().Version!.ToString(3),
        ["binary_tensor_data", "model_repository", "model_configuration", "statistics"]);
}

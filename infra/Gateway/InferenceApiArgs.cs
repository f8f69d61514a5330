using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What the inference API is made of.</summary>
/// <param name="Backend">Who answers.</param>
/// <param name="OpenApi">The server's own description of its API.</param>
internal sealed record InferenceApiArgs(
    GatewayScope Gateway, GatewaySettings Settings, WorkloadBackend Backend, PolicyFragments Fragments, OpenApiDocument OpenApi);

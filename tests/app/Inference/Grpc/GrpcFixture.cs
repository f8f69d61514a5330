using Platform.Inference.Grpc.Wire;

namespace Platform.Inference.Tests.Grpc;

/// <summary>One server with the models of Fixtures, for the tests that only ask it things.</summary>
public sealed class GrpcFixture : IAsyncLifetime
{
    internal GrpcServer Server { get; private set; } = null!;

    internal GRPCInferenceService.GRPCInferenceServiceClient Client => Server.Client;

    public async Task InitializeAsync() => Server = await GrpcServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

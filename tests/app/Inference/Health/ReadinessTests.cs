using System.Net;
using Grpc.Health.V1;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Tests.Grpc;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Platform.Inference.Tests.Health;

/// <summary>A server whose usage cannot be kept: whichever way one asks, it lives and takes no requests.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private GrpcServer _server = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.File("old.jsonl"), new string('x', 1000));
        _server = await GrpcServer.StartAsync("--Usage:Path", _folder.Path, "--Usage:SpoolBytes", "1000");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(
        "/v2/health/ready", """{"ready":false,"reason":"usage cannot be recorded: its logs have reached 1000 bytes (Usage:SpoolBytes)"}""")]
    [InlineData("/ping", "\n")]
    [InlineData("/health", "\n")]
    public async Task Readiness_OverHttp_Is503(string path, string body)
    {
        using var answer = await _server.Http.GetAsync(path);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.NotEmpty(answer.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task Readiness_OverGrpc_IsFalse()
        => Assert.False((await _server.Client.ServerReadyAsync(new ServerReadyRequest())).Ready);

    [Theory]
    [InlineData("")]
    [InlineData("inference.GRPCInferenceService")]
    [InlineData("simple")]
    public async Task Health_OverGrpc_IsNotServing(string service) => Assert.Equal(
        HealthCheckResponse.Types.ServingStatus.NotServing,
        (await new HealthClient(_server.Channel).CheckAsync(new HealthCheckRequest { Service = service })).Status);

    [Fact]
    public async Task Liveness_IsAsEver()
    {
        foreach (var path in (string[])["/v2/health/live", "/healthz"])
            Assert.Equal("""{"live":true}""", await _server.Http.GetStringAsync(path));
        Assert.True((await _server.Client.ServerLiveAsync(new ServerLiveRequest())).Live);
    }
}

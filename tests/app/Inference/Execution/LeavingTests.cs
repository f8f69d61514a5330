using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Forests.Tests;
using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.Tests.Graphs;
using Platform.Inference.Tests.Grpc;

namespace Platform.Inference.Tests.Execution;

/// <summary>Callers who leave, at a model that has one run at a time and room for one more.</summary>
public sealed class LeavingTests : IAsyncLifetime
{
    private const string Grpc = "gRPC", Path = "/v2/models/held/infer";
    private const long Forever = 4_000_000_000_000;

    private readonly TemporaryFolder _certificates = new();
    private readonly ModelFolder _models = new();
    private GrpcServer _server = null!;

    private int InFlight => _server.Server.Services.GetRequiredService<Drain>().InFlight;

    private int Waiting => _server.Server.Services.GetRequiredService<ModelRepository>().Find("held").Default!.QueueDepth;

    public async Task InitializeAsync()
    {
        _models.Add(
            "held", """{"batching":{"maxBatchSize":1,"maxQueueSize":1}}""", RiskyGraphs.Loop("INPUT0", "OUTPUT0"),
            OnnxBytes.Value(11, "INPUT0", ModelFolder.Int64, [-1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [-1]));
        // Over TLS, where clients and servers agree on HTTP/2
        _server = await GrpcServer.StartAsync(["--Models:Root", _models.Path, .. ServerCertificate.Settings(_certificates)]);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
        _certificates.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    [InlineData(Grpc)]
    public async Task Callers_WhoLeave_FreeTheirPlaceInTheQueueAndTheirRun(string door)
    {
        using var leaveRun = new CancellationTokenSource();
        using var leaveQueue = new CancellationTokenSource();
        var running = CallAsync(door, leaveRun.Token);
        await Eventually.TrueAsync(() => InFlight == 1);
        var waiting = CallAsync(door, leaveQueue.Token);
        await Eventually.TrueAsync(() => InFlight == 2 && Waiting == 1);
        Assert.Equal(
            "the queue of model 'held' is full (1 requests are waiting); try again later",
            (await _server.PostAsync(Path, Body(3))).Error(HttpStatusCode.ServiceUnavailable));

        await leaveQueue.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        await Eventually.TrueAsync(() => Waiting == 0);
        var next = _server.PostAsync(Path, Body(3));
        await Eventually.TrueAsync(() => Waiting == 1);
        Assert.False(running.IsCompleted);

        await leaveRun.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.Equal(
            """{"model_name":"held","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[1],"data":[4]}]}""",
            (await next).Text);
    }

    private static string Body(long turns) => OipRequest.One("INT64", "[1]", $"[{turns}]");

    /// <summary>Asks for a run that does not end.</summary>
    private async Task CallAsync(string door, CancellationToken leave)
    {
        if (door == Grpc)
        {
            await _server.Client.ModelInferAsync(
                InferMessage.Raw("held", "INT64", [1], InferMessage.Bytes(Forever)), cancellationToken: leave);
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Version = Version.Parse(door), VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(Body(Forever)),
        };
        using var answer = await _server.Http.SendAsync(request, leave);
    }
}

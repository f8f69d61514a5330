using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.Tests.Grpc;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Platform.Inference.Tests.Workers;

/// <summary>Workers that end while nobody asks anything of them.</summary>
public sealed class EndedWorkerTests : IAsyncLifetime
{
    private const string Path = "/v2/models/apart/infer";
    private const string Reason = "its process ended with exit code 137, and is being started again";
    private static readonly string _body = OipRequest.One("FP32", "[1]", "[7]");
    private readonly ModelFolder _models = new();
    private string _file = null!;
    private GrpcServer _server = null!;

    private ModelVersion Model => _server.Server.Services.GetRequiredService<ModelRepository>().Find("apart").Default!;

    public async Task InitializeAsync()
    {
        _file = _models.AddIdentity("apart", ModelFolder.Fp32, [-1], """{"isolation":"process"}""");
        _models.AddIdentity("here", ModelFolder.Fp32, [-1]);
        _server = await GrpcServer.StartAsync("--Models:Root", _models.Path, "--Models:WatchMilliseconds", "0");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [SkippableFact]
    public async Task Worker_ThatIsKilled_IsStartedAgainBeforeAnybodyAsks()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        await SignalAsync("KILL");
        await Eventually.TrueAsync(() => Model is { Restarts: 1, IsReady: true });

        Assert.Equal((HttpStatusCode.OK, """{"name":"apart","ready":true}"""), await ReadinessAsync());
        Assert.Equal("[7]", (await _server.PostAsync(Path, _body)).Json["outputs"]![0]!["data"]!.ToJsonString());
        Assert.Contains(
            "\ninference_model_restarts_total{model=\"apart\",version=\"1\"} 1\n", await _server.Http.GetStringAsync("/metrics"));
    }

    [SkippableFact]
    public async Task Worker_ThatIsKilledAndCannotBeStarted_LeavesItsModelUnreadyAtEveryDoor()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        // What has changed is another model, and not started in the place of this one
        var written = File.GetLastWriteTimeUtc(_file);
        File.SetLastWriteTimeUtc(_file, written.AddMinutes(1));
        await SignalAsync("KILL");
        await Eventually.TrueAsync(() => !Model.IsReady);

        await AssertUnreadyAsync();

        File.SetLastWriteTimeUtc(_file, written);
        await Eventually.TrueAsync(() => Model.IsReady);
        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync(Path, _body)).Status);
        Assert.Equal(ServingStatus.Serving, await HealthOfAsync("apart"));
    }

    /// <summary>A terminal sends it to all processes of the server, which ends the worker itself once its requests are answered.</summary>
    [SkippableFact]
    public async Task Worker_ThatIsInterrupted_GoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        await SignalAsync("INT");

        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync(Path, _body)).Status);
        Assert.Equal((0, true), (Model.Restarts, Model.IsReady));
    }

    private async Task AssertUnreadyAsync()
    {
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, $$"""{"name":"apart","ready":false,"reason":"{{Reason}}"}"""), await ReadinessAsync());
        Assert.Equal(
            $$"""{"name":"apart","version":"1","state":"LOADING","reason":"{{Reason}}"}""",
            (await _server.PostAsync("/v2/repository/index", "{}")).Json[0]!.ToJsonString());
        Assert.False((await _server.Client.ModelReadyAsync(new ModelReadyRequest { Name = "apart" })).Ready);
        Assert.Equal((ServingStatus.NotServing, ServingStatus.Serving), (await HealthOfAsync("apart"), await HealthOfAsync("here")));

        const string refusal = $"model 'apart' version 1 cannot run now, as {Reason}; try again later";
        var answer = await _server.PostAsync(Path, _body);
        Assert.Equal(
            (refusal, "1"), (answer.Error(HttpStatusCode.ServiceUnavailable), answer.Response.Headers.RetryAfter!.ToString()));
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await _server.Client.ModelInferAsync(
            InferMessage.Raw("apart", "FP32", [1], InferMessage.Bytes(7f))));
        Assert.Equal(
            (new Status(StatusCode.Unavailable, refusal), "1000"),
            (failure.Status, failure.Trailers.GetValue("grpc-retry-pushback-ms")));

        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync("/v2/models/here/infer", _body)).Status);
        Assert.True((await _server.Client.ServerReadyAsync(new ServerReadyRequest())).Ready);
    }

    private async Task SignalAsync(string signal)
    {
        using var executor = Model.CreateExecutor();
        using var kill = Process.Start("kill", [$"-{signal}", $"{executor.ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    private async Task<(HttpStatusCode Status, string Body)> ReadinessAsync()
    {
        using var answer = await _server.Http.GetAsync("/v2/models/apart/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<ServingStatus> HealthOfAsync(string model)
        => (await new HealthClient(_server.Channel).CheckAsync(new HealthCheckRequest { Service = model })).Status;
}

using System.Net;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>A server whose model takes longer to warm up than the tests take.</summary>
public sealed class LoadingTests
{
    private static readonly string _root = Path.Combine(AppContext.BaseDirectory, "Fixtures", "loading");

    [Fact]
    public async Task A03_A04_B13_B14_WhileAModelWarmsUp_TheServerLivesAndIsNotReady()
    {
        await using var server = await RunningServer.StartColdAsync("--Models:Root", _root);

        var live = await server.GetAsync("/v2/health/live");
        var ready = await server.GetAsync("/v2/health/ready");
        var model = await server.GetAsync("/v2/models/slow_load/ready");
        var infer = await server.PostAsync("/v2/models/slow_load/infer", OipRequest.One("FP32", "[1]", "[1]"));

        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"ready":false}"""), (ready.Status, ready.Text));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"name":"slow_load","ready":false}"""), (model.Status, model.Text));
        Assert.All([ready, model], answer => Assert.True(answer.Response.Headers.Contains("X-Request-Id")));
        Assert.Equal("model 'slow_load' version 1 is still loading; try again later", infer.Error(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(infer.Response.Headers.RetryAfter);
    }
}

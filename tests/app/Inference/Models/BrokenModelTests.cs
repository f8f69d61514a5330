using System.Net;

namespace Platform.Inference.Tests.Models;

/// <summary>Folders with a valid ONNX file that cannot be served all the same.</summary>
public sealed class BrokenModelTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("""{"features":[null,"b"]}""", "model.json sets features[0] to null; expected a name")]
    [InlineData("""{"features":["a",""]}""", "model.json sets features[1] to \"\"; expected a name")]
    [InlineData("""{"features":["a","a"]}""", "model.json names 'a' twice in features; expected different names")]
    [InlineData("""{"features":["a","b"],"labels":[null,"x"]}""", "model.json sets labels[0] to null; expected a name")]
    [InlineData("""{"features":["a","b"],"labels":["x","x"]}""", "model.json names 'x' twice in labels; expected different names")]
    public async Task Settings_WithNamesThatAreNone_FailTheirModelAlone(string settings, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2], settings);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Fact]
    public async Task Input_ThatNoTensorCanHold_FailsItsModelAlone()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.AddIdentity("bad", ModelFolder.Fp32, [100_000, 100_000]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: 'INPUT0' has FP32 elements and shape [100000,100000]; expected at most {Array.MaxLength} bytes");
    }

    [Fact]
    public async Task BrokenModel_AddedToARunningServer_FailsAlone()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path, "--Models:WatchMilliseconds", "20");

        _models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2], """{"features":[null,"b"]}""");
        while ((await server.GetAsync("/v2/models/bad")).Status == HttpStatusCode.NotFound)
            await Task.Yield();

        await AssertAsync(server, "model 'bad' version 1 could not be loaded: model.json sets features[0] to null; expected a name");
    }

    [Fact]
    public async Task Settings_WithNullForASection_ServeWithoutIt()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2], """{"batching":null,"features":null,"labels":null,"example":null}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v2/models/good/infer", OipRequest.One("FP32", "[1,2]", "[1,2]"))).Status);
    }

    private static async Task AssertAsync(RunningServer server, string error)
    {
        Assert.Equal(error, (await server.PostAsync("/v2/models/bad/infer", OipRequest.One("FP32", "[1,2]", "[1,2]"))).Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("[1,2]", (await server.PostAsync("/v2/models/good/infer", OipRequest.One("FP32", "[1,2]", "[1,2]"))).Json["outputs"]![0]!["data"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/health/ready")).Status);
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Models;

/// <summary>What changes in the repository while the server runs.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        Add(1);
        _server = await RunningServer.StartAsync("--Models:Root", _root.FullName, "--Models:WatchMilliseconds", "20");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task NewVersion_UnderLoad_TakesOverWithoutAFailedRequest()
    {
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoadAsync(stop.Token)));

        Add(2);
        await UntilAsync(answer => (string?)answer["model_version"] == "2");
        Directory.Delete(Path.Combine(_root.FullName, "two_versions", "1"), recursive: true);
        await Eventually.TrueAsync(
            async () => (await _server.GetAsync("/v2/models/two_versions/versions/1")).Status == HttpStatusCode.NotFound);
        await stop.CancelAsync();
        await load;

        Assert.Equal("""["2"]""", (await _server.GetAsync("/v2/models/two_versions")).Json["versions"]!.ToJsonString());
    }

    [Fact]
    public async Task BrokenVersion_LeavesTheOldOneInService()
    {
        var file = Path.Combine(_root.CreateSubdirectory("two_versions/2").FullName, "model.onnx");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        Answer? broken = null;
        await Eventually.TrueAsync(
            async () => (broken = await _server.GetAsync("/v2/models/two_versions/versions/2")).Status != HttpStatusCode.NotFound);

        Assert.Equal(
            "model 'two_versions' version 2 could not be loaded: its model.onnx is not a valid ONNX model",
            broken!.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("1", (string?)(await InferAsync())["model_version"]);

        Add(2);
        await UntilAsync(answer => (string?)answer["model_version"] == "2");
    }

    [Fact]
    public async Task ReplacedFile_IsLoadedAnew_AndABrokenReplacementIsNot()
    {
        var file = Path.Combine(_root.FullName, "two_versions", "1", "model.onnx");
        File.Copy(Path.Combine(FixtureServer.Root, "two_versions", "2", "model.onnx"), file, overwrite: true);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        await UntilAsync(answer => answer["outputs"]![0]!["data"]!.ToJsonString() == "[7]");

        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        for (var i = 0; i < 50; i++)
            Assert.Equal("[7]", (await InferAsync())["outputs"]![0]!["data"]!.ToJsonString());
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answer = await InferAsync();
            Assert.Equal((string?)answer["model_version"] == "1" ? "[6]" : "[7]", answer["outputs"]![0]!["data"]!.ToJsonString());
        }
    }

    private async Task UntilAsync(Func<JsonNode, bool> condition)
    {
        await Eventually.TrueAsync(async () => condition(await InferAsync()));
    }

    private async Task<JsonNode> InferAsync()
    {
        var answer = await _server.PostAsync("/v2/models/two_versions/infer", OipRequest.One("FP32", "[1,1]", "[5]"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    private void Add(int version)
    {
        var target = _root.CreateSubdirectory($"two_versions/{version}");
        File.Copy(
            Path.Combine(FixtureServer.Root, "two_versions", $"{version}", "model.onnx"), Path.Combine(target.FullName, "model.onnx"),
            overwrite: true);
    }
}

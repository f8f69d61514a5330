using System.Net;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Models;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("""{"arena":"own"}""")]
    [InlineData("""{"arena":"shared"}""")]
    [InlineData("""{"arena":"none","threads":1}""")]
    [InlineData("""{"description":"Adds.","batching":{"maxBatchSize":2,"maxQueueDelayMicroseconds":300,"maxQueueSize":3}}""")]
    public async Task Settings_OfEveryKind_Serve(string settings)
    {
        Add(settings);
        await using var server = await RunningServer.StartAsync("--Models:Root", _root.Path);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => server.PostAsync("/v2/models/two_versions/infer", OipRequest.One("FP32", "[1,1]", "[5]"))));

        Assert.All(
            answers,
            answer => Assert.Equal((HttpStatusCode.OK, "[7]"), (answer.Status, answer.Json["outputs"]![0]!["data"]!.ToJsonString())));
    }

    [Theory]
    [InlineData("""{"arena":"rented"}""", "model.json does not fit at '$.arena' (line 1); see app/README.md for its form")]
    [InlineData("""{"task":1}""", "model.json does not fit at '$.task' (line 1); see app/README.md for its form")]
    [InlineData("""{"task":"1"}""", "model.json does not fit at '$.task' (line 1); see app/README.md for its form")]
    [InlineData("""{"threads":"2"}""", "model.json does not fit at '$.threads' (line 1); see app/README.md for its form")]
    [InlineData(
        """{"bacthing":{}}""",
        "model.json has the key 'bacthing', which is not known; did you mean 'batching'? It may have description, features, optional, "
        + "labels, categories, task, outputs, example, batching, threads, arena, mergeTrees, maxRunMilliseconds, maxTextLength, isolation")]
    [InlineData(
        """{"batching":{"maxBatchsizes":1}}""",
        "model.json has the key 'batching.maxBatchsizes', which is not known; did you mean 'maxBatchSize'?")]
    [InlineData("""{"zzz":1}""", "model.json has the key 'zzz', which is not known. It may have description")]
    [InlineData("{", "model.json does not fit at '$' (line 1); see app/README.md for its form")]
    [InlineData("""{"threads":-1}""", "model.json sets threads to -1; expected at least 0")]
    public async Task Settings_ThatDoNotFit_AreNamed(string settings, string reason)
    {
        Add(settings);
        await using var errors = new StringWriter();

        Assert.Equal(
            1,
            await Platform.Inference.Hosting.InferenceServer.RunAsync(
                ["--Models:Root", _root.Path, "--Logging:LogLevel:Default", "None"], errors));
        Assert.Contains(reason, errors.ToString());
    }

    [Fact]
    public void Settings_UnknownKey_IsToldWhichThereAreOfAFile()
    {
        var error = Assert.Throws<ModelLoadException>(() => ModelSettingsKeys.Check("""{"longestRun":"00:00:01"}"""u8));

        Assert.Equal(
            "model.json has the key 'longestRun', which is not known. It may have description, features, optional, labels, categories, "
            + "task, outputs, example, batching, threads, arena, mergeTrees, maxRunMilliseconds, maxTextLength, isolation, generation, "
            + "embedding, release",
            error.Message);
    }

    private void Add(string settings)
    {
        foreach (var version in (string[])["1", "2"])
        {
            Directory.CreateDirectory(Path.Combine(_root.Path, "two_versions", version));
            File.Copy(
                Path.Combine(FixtureServer.Root, "two_versions", version, "model.onnx"),
                Path.Combine(_root.Path, "two_versions", version, "model.onnx"));
        }

        File.WriteAllText(Path.Combine(_root.Path, "two_versions", "model.json"), settings);
    }
}

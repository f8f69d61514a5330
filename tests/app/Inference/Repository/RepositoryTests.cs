using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Inference.Tests.Repository;

/// <summary>What Triton's and MLServer's clients send about the repository, as they write it.</summary>
public sealed class RepositoryTests : IDisposable
{
    private const string Backend =
        "\"platform\":\"onnxruntime_onnx\",\"backend\":\"onnxruntime\",\"default_model_filename\":\"model.onnx\",\"max_batch_size\"";

    private const string UnloadBody = """{"parameters": {"unload_dependents": false}}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Case H04. Triton's client sends no body, MLServer's an object.</summary>
    [Theory]
    [InlineData("", 3)]
    [InlineData("{}", 3)]
    [InlineData("""{"ready":false}""", 3)]
    [InlineData("""{"ready": true}""", 2)]
    public async Task Index_ListsEachVersionWithItsState(string body, int count)
    {
        await using var server = await StartAsync("sum3", "identity_fp32", "broken");
        var items = (await server.PostAsync("/v2/repository/index", body)).Json.AsArray();

        Assert.Equal(count, items.Count);
        Assert.Equal("""{"name":"sum3","version":"1","state":"READY","reason":""}""", items[^1]!.ToJsonString());
        if (count == 3)
            Assert.StartsWith(
                """{"name":"broken","version":"1","state":"UNAVAILABLE","reason":"its model.onnx""", items[0]!.ToJsonString());
    }

    [Theory]
    [InlineData("[]", "the request body is not a JSON object")]
    [InlineData("{", "the request body is not a JSON object")]
    [InlineData("""{"ready":1}""", "'ready' is not true or false")]
    public async Task Index_OfAWrongBody_IsRefused(string body, string message)
    {
        await using var server = await StartAsync("sum3");

        Assert.Equal(message, (await server.PostAsync("/v2/repository/index", body)).Error(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("load")]
    [InlineData("unload")]
    public async Task Change_UnlessItIsAllowed_IsForbidden(string change)
    {
        await using var server = await StartAsync("sum3");

        Assert.Equal(
            "this server loads and unloads models as their folder changes, and not when asked to; its setting Models:AllowLoading "
            + "allows that",
            (await server.PostAsync($"/v2/repository/models/sum3/{change}", "{}")).Error(HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/models/sum3")).Status);
    }

    [Fact]
    public async Task Change_WithASecretSet_NeedsIt()
    {
        await using var server = await StartAsync(["--Models:AllowLoading", "true", "--Gateway:Secret", "s3cret"], "sum3");

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsync("/v2/repository/models/sum3/unload", UnloadBody)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v2/repository/index", "{}")).Status);
    }

    /// <summary>Case H06, and back.</summary>
    [Fact]
    public async Task Unload_TakesAModelAway_UntilItIsLoaded()
    {
        await using var server = await StartAsync(
            ["--Models:AllowLoading", "true", "--Models:WatchMilliseconds", "1"], "sum3", "identity_fp32");
        var unloaded = await server.PostAsync("/v2/repository/models/sum3/unload", UnloadBody);
        var gone = await server.GetAsync("/v2/models/sum3");
        await server.Services.GetRequiredService<Platform.Inference.Models.RepositoryLoader>().RefreshAsync();
        var index = await server.PostAsync("/v2/repository/index", "{}");
        var ready = await server.GetAsync("/v2/health/ready");
        var loaded = await server.PostAsync("/v2/repository/models/sum3/load", "");
        var answer = await server.PostAsync("/v2/models/sum3/infer", OipRequest.One("INT32", "[1,3]", "[1,2,3]"));

        Assert.Equal((HttpStatusCode.OK, ""), (unloaded.Status, unloaded.Text));
        Assert.Equal("model 'sum3' not found", gone.Error(HttpStatusCode.NotFound));
        Assert.Equal(
            """{"name":"sum3","version":"1","state":"UNAVAILABLE","reason":"unloaded"}""", index.Json.AsArray()[^1]!.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ready.Status, loaded.Status));
        Assert.Equal("[6]", answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task LoadAndUnload_ManyAtOnce_AnswerEachRequestWholeOrNotFound()
    {
        await using var server = await StartAsync(
            ["--Models:AllowLoading", "true", "--Models:WatchMilliseconds", "1"], "sum3", "identity_fp32");
        var changes = Enumerable.Range(0, 24).Select(
            i => server.PostAsync($"/v2/repository/models/sum3/{(i % 2 == 0 ? "unload" : "load")}", "{}"));
        var infers = Enumerable.Range(0, 200).Select(
            _ => server.PostAsync("/v2/models/sum3/infer", OipRequest.One("INT32", "[1,3]", "[1,2,3]")));
        var answers = await Task.WhenAll(changes.Concat(infers).ToList());
        var loaded = await server.PostAsync("/v2/repository/models/sum3/load", "{}");

        // What is unloaded already cannot be unloaded again, and what is not there cannot be asked.
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, answer.Text));
        Assert.All(
            answers.Skip(24).Where(answer => answer.Status == HttpStatusCode.OK),
            answer => Assert.Equal("[6]", answer.Json["outputs"]![0]!["data"]!.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, loaded.Status);
        Assert.Equal(
            "[6]",
            (await server.PostAsync("/v2/models/sum3/infer", OipRequest.One("INT32", "[1,3]", "[1,2,3]")))
                .Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    /// <summary>Cases H08 and H10.</summary>
    [Fact]
    public async Task Load_ThatFails_SaysWhyAndLeavesTheOneBeforeInService()
    {
        await using var server = await StartAsync(
            ["--Models:AllowLoading", "true", "--Models:WatchMilliseconds", "0"], "sum3", "identity_fp32");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "sum3", "1", "model.onnx"), "no model");
        var failed = await server.PostAsync("/v2/repository/models/sum3/load", "{}");
        var answer = await server.PostAsync("/v2/models/sum3/infer", OipRequest.One("INT32", "[1,3]", "[1,2,3]"));

        Assert.StartsWith("model 'sum3' version 1 could not be loaded: its model.onnx", failed.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            "model 'my-model' not found",
            (await server.PostAsync("/v2/repository/models/my-model/load", "{}")).Error(HttpStatusCode.NotFound));
        Assert.Equal(
            "model 'my-model' not found",
            (await server.PostAsync("/v2/repository/models/my-model/unload", "{}")).Error(HttpStatusCode.NotFound));
        Assert.Equal(
            "parameter 'file:1/model.onnx' is not supported: models are loaded from the repository as they are there",
            (await server.PostAsync("/v2/repository/models/sum3/load", """{"parameters":{"file:1/model.onnx":"AAAA"}}"""))
                .Error(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(
        "/v2/models/simple/config",
        "{\"name\":\"simple\"," + Backend
            + """:8,"input":[{"name":"INPUT0","data_type":"TYPE_INT32","dims":[16]},{"name":"INPUT1","data_type":"TYPE_INT32","dims":["""
            + """16]}],"output":[{"name":"OUTPUT0","data_type":"TYPE_INT32","dims":[16]}"""
            + """,{"name":"OUTPUT1","data_type":"TYPE_INT32","dims":[16]}],"dynamic_batching":{"max_queue_delay_microseconds":5000}}""")]
    [InlineData(
        "/v2/models/bytes_1/versions/1/config",
        "{\"name\":\"bytes_1\"," + Backend
            + """:0,"input":[{"name":"INPUT0","data_type":"TYPE_STRING","dims":[1]}],"output":["""
            + """{"name":"OUTPUT0","data_type":"TYPE_STRING","dims":[1]}]}""")]
    public async Task Config_IsTheModelInTritonsWords(string path, string expected)
    {
        await using var server = await StartAsync("simple", "bytes_1");
        var answer = await server.GetAsync(path);

        Assert.Equal(("application/json", expected), (answer.MediaType, answer.Text));
        Assert.Equal("model 'nope' not found", (await server.GetAsync("/v2/models/nope/config")).Error(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Stats_CountRowsBatchesAndTimes()
    {
        await using var server = await StartAsync("simple", "sum3");
        await server.PostAsync("/v2/models/simple/infer", OipRequest.Simple);
        await server.PostAsync("/v2/models/simple/infer", OipRequest.Simple);
        await server.PostAsync("/v2/models/simple/infer", "{}");
        var all = (await server.GetAsync("/v2/models/stats")).Json["model_stats"]!.AsArray();
        var one = (await server.GetAsync("/v2/models/simple/versions/1/stats")).Json["model_stats"]!.AsArray();
        var simple = Assert.Single((await server.GetAsync("/v2/models/simple/stats")).Json["model_stats"]!.AsArray())!;
        var stats = simple["inference_stats"]!.AsObject();

        Assert.Equal(["simple", "sum3"], all.Select(model => (string)model!["name"]!));
        Assert.Single(one);
        // The warm-up is a batch, and no request.
        Assert.Equal((2L, 3L), ((long)simple["inference_count"]!, (long)simple["execution_count"]!));
        Assert.InRange(
            (long)simple["last_inference"]!, TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds(),
            TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Equal(
            ["success", "fail", "queue", "compute_input", "compute_infer", "compute_output", "cache_hit", "cache_miss"],
            stats.Select(stat => stat.Key));
        Assert.Equal((2L, 1L, 2L), (Count(stats, "success"), Count(stats, "fail"), Count(stats, "compute_infer")));
        Assert.True((long)stats["success"]!["ns"]! > (long)stats["compute_infer"]!["ns"]!);
    }

    private static long Count(JsonObject stats, string name) => (long)stats[name]!["count"]!;

    private Task<RunningServer> StartAsync(params string[] models) => StartAsync([], models);

    private Task<RunningServer> StartAsync(string[] settings, params string[] models)
    {
        foreach (var model in models)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(FixtureServer.Root, model), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(_folder.Path, Path.GetRelativePath(FixtureServer.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

        return RunningServer.StartAsync(["--Models:Root", _folder.Path, .. settings]);
    }
}

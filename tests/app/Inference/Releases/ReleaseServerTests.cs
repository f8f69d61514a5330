using System.Net;
using Platform.Forests.Tests;
using Platform.Inference.Tests.Usage;
using static Platform.Inference.Tests.Releases.ReleasePage;

namespace Platform.Inference.Tests.Releases;

/// <summary>A version that is being released, behind the real server.</summary>
public sealed class ReleaseServerTests : IDisposable
{
    private const string Trial = "model=\"m\",version=\"2\"";
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Shadow_AnswersNobody_IsCompared_AndIsBilledToNobody()
    {
        Add(1, "Identity");
        Add(2, "Neg");
        Settings("""{"release":{"version":2,"shadowPercent":50}}""");
        var usage = _root.File("usage");
        await using (var server = await StartAsync("--Usage:Path", usage))
        {
            for (var i = 1; i <= 20; i++)
                Assert.Equal(("1", $"[{i}]"), await AskAsync(server, i, caller: $"sub-{i}"));
            await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_comparisons_total", Trial) >= 10);

            Assert.Equal(10, await MetricAsync(server, "inference_release_comparisons_total", Trial));
            Assert.Equal(10, await MetricAsync(server, "inference_release_disagreements_total", Trial));
            Assert.Equal(0, await MetricAsync(server, "inference_release_taken_back", Trial));
            Assert.Equal(0, await MetricAsync(server, "inference_requests_total", $"{Trial},outcome=\"success\""));
            Assert.True(await MetricAsync(server, "inference_release_compute_seconds_total", $"{Trial},of=\"service\"") > 0);
            // By its number it answers anybody
            Assert.Equal(("2", "[-7]"), await AskAsync(server, 7, version: "2"));
            await server.StopAsync();
        }

        Assert.Equal(
            ["1 ×20", "2 ×1"],
            UsageFolder.Events(usage).CountBy(each => (string)each["ver"]!).Select(each => $"{each.Key} ×{each.Value}").Order());
    }

    [Fact]
    public async Task Shadow_ThatSaysSomethingElse_IsTakenBack_AndCostsNothingAnyMore()
    {
        Add(1, "Identity");
        Add(2, "Neg");
        Settings("""{"release":{"version":2,"shadowPercent":100,"leastComparisons":5}}""");
        await using var server = await StartAsync();

        for (var i = 1; i <= 5; i++)
            await AskAsync(server, i);
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_taken_back", Trial) == 1);
        for (var i = 1; i <= 10; i++)
            await AskAsync(server, i);

        Assert.Equal(5, await MetricAsync(server, "inference_release_comparisons_total", Trial));
    }

    [Fact]
    public async Task Share_GetsAlwaysTheSameCallers_UntilItIsTakenBack()
    {
        Add(1, "Identity");
        Add(2, "Neg");
        Settings("""{"release":{"version":2,"stage":"share","sharePercent":50,"shadowPercent":0}}""");
        await using var server = await StartAsync();

        var versions = new List<string>();
        for (var i = 0; i < 40; i++)
            versions.Add((await AskAsync(server, 3, caller: $"sub-{i}")).Version);
        for (var i = 0; i < 40; i++)
            Assert.Equal(versions[i], (await AskAsync(server, 3, caller: $"sub-{i}")).Version);
        Assert.InRange(versions.Count(version => version == "2"), 8, 32);
        Assert.Equal("1", (await AskAsync(server, 3)).Version);
        Settings("""{"release":{"version":2,"stage":"share","sharePercent":50,"shadowPercent":100,"leastComparisons":3}}""");
        await Eventually.TrueAsync(async () =>
        {
            await AskAsync(server, 3, caller: "sub-1");
            return await MetricAsync(server, "inference_release_taken_back", Trial) == 1;
        });

        for (var i = 0; i < 40; i++)
            Assert.Equal(("1", "[3]"), await AskAsync(server, 3, caller: $"sub-{i}"));
    }

    [Fact]
    public async Task All_AnswersEverybody_AndIsStillCompared()
    {
        Add(1, "Identity");
        Add(2, "Abs");
        Settings("""{"release":{"version":2,"stage":"all","shadowPercent":100}}""");
        await using var server = await StartAsync();

        Assert.Equal(("2", "[3]"), await AskAsync(server, 3));
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_comparisons_total", Trial) == 1);
        Assert.Equal(0, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Fact]
    public async Task Shadow_ThatFails_IsTakenBack_AndNobodyNotices()
    {
        Add(1, "Identity");
        // The value is a position in the input, which has none such
        Add(
            2, OnnxBytes.Node("", "Cast", "INPUT0", ["at"], OnnxBytes.Attribute("to", (long)ModelFolder.Int64)),
            OnnxBytes.Node("", "Gather", ["INPUT0", "at"], ["rows"]),
            OnnxBytes.Node("", "Flatten", "rows", ["OUTPUT0"]));
        Settings("""{"release":{"version":2,"shadowPercent":100,"leastComparisons":3}}""");
        await using var server = await StartAsync();

        for (var i = 0; i < 3; i++)
            Assert.Equal(("1", "[5]"), await AskAsync(server, 5));
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_taken_back", Trial) == 1);

        Assert.Equal(3, await MetricAsync(server, "inference_release_failures_total", Trial));
    }

    [Fact]
    public async Task Shadow_OfALargeRequest_IsLeftOut()
    {
        Add(1, "Identity");
        Add(2, "Neg");
        Settings("""{"release":{"version":2,"shadowPercent":100}}""");
        await using var server = await StartAsync();
        var values = string.Join(',', Enumerable.Repeat("1", (1 << 18) + 1));

        var answer = await server.PostAsync("/v2/models/m/infer", OipRequest.One("FP32", $"[{(1 << 18) + 1},1]", $"[{values}]"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, await MetricAsync(server, "inference_release_dropped_total", Trial));
    }

    [Fact]
    public async Task Configuration_GoesBeforeModelJson()
    {
        Add(1, "Identity");
        Add(2, "Neg");
        Settings("""{"release":{"version":2,"stage":"all"}}""");
        await using var server = await StartAsync("--Models:Releases:m:Version", "2", "--Models:Releases:m:Stage", "shadow");

        Assert.Equal("1", (await AskAsync(server, 3, caller: "sub-1")).Version);
    }

    [Fact]
    public async Task Release_OfAnotherSignature_ServesNobody()
    {
        Add(1, "Identity");
        Add(2, 2, OnnxBytes.Node("", "Neg", "INPUT0", ["OUTPUT0"]));
        Settings("""{"release":{"version":2,"stage":"all"}}""");
        await using var server = await StartAsync();

        Assert.Equal(("1", "[3]"), await AskAsync(server, 3, caller: "sub-1"));
        Assert.Equal(1, await MetricAsync(server, "inference_release_taken_back", Trial));
    }

    [Theory]
    [InlineData(3, "2")]
    [InlineData(2, "1")]
    public async Task Release_OfAVersionThatIsNotThere_LeavesTheHighestInService(int version, string serves)
    {
        Add(1, "Identity");
        if (version > 2)
            Add(2, "Abs");
        Settings($$$"""{"release":{"version":{{{version}}},"stage":"all"}}""");
        await using var server = await StartAsync();

        Assert.Equal((serves, "[3]"), await AskAsync(server, 3, caller: "sub-1"));
        Assert.DoesNotContain("inference_release_taken_back{", (await server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"version":0}""", "model.json sets release.version to 0; expected the number of a version")]
    [InlineData("""{"version":2,"sharePercent":0}""", "model.json sets release.sharePercent to 0; expected more than 0, and 100 at most")]
    [InlineData("""{"version":2,"shadowPercent":101}""", "model.json sets release.shadowPercent to 101; expected 0 to 100")]
    [InlineData("""{"version":2,"maxDisagreementPercent":-1}""", "model.json sets release.maxDisagreementPercent to -1; expected 0 to 100")]
    [InlineData("""{"version":2,"maxErrorPercent":200}""", "model.json sets release.maxErrorPercent to 200; expected 0 to 100")]
    [InlineData("""{"version":2,"leastComparisons":1001}""", "model.json sets release.leastComparisons to 1001; expected 1 to 1000")]
    [InlineData(
        """{"version":2,"stage":"soon"}""", "model.json does not fit at '$.release.stage' (line 1); see app/README.md for its form")]
    [InlineData("""{"version":2,"percent":5}""", "model.json has the key 'release.percent', which is not known")]
    public async Task Settings_ThatDoNotFit_AreNamed(string release, string message)
    {
        Add(1, "Identity");
        Settings($$"""{"release":{{release}}}""");
        await using var errors = new StringWriter();

        Assert.Equal(
            1,
            await Platform.Inference.Hosting.InferenceServer.RunAsync(
                ["--Models:Root", _root.File("models"), "--Logging:LogLevel:Default", "None"], errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }

    private Task<RunningServer> StartAsync(params string[] settings)
        => RunningServer.StartAsync(["--Models:Root", _root.File("models"), "--Models:WatchMilliseconds", "20", .. settings]);

    private void Settings(string json) => File.WriteAllText(_root.File("models/m/model.json"), json);

    private void Add(int version, string operation) => Add(version, OnnxBytes.Node("", operation, "INPUT0", ["OUTPUT0"]));

    private void Add(int version, params byte[][] nodes) => Add(version, 1, nodes);

    private void Add(int version, long columns, params byte[][] nodes)
    {
        Directory.CreateDirectory(_root.File($"models/m/{version}"));
        File.WriteAllBytes(_root.File($"models/m/{version}/model.onnx"), OnnxBytes.Model(
            [
                .. nodes, OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, columns]),
                OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [-1, columns]),
            ]));
    }

    private static async Task<(string Version, string Data)> AskAsync(
        RunningServer server, int value, string? caller = null, string? version = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/models/m{(version is null ? "" : $"/versions/{version}")}/infer")
        {
            Content = new StringContent(OipRequest.One("FP32", "[1,1]", $"[{value}]")),
        };
        if (caller is not null)
            request.Headers.Add("x-subscription-id", caller);
        var answer = await server.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return ((string)answer.Json["model_version"]!, answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Usage;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Usage_OfAnAnsweredRequest_IsOnDiskBeforeTheAnswer()
    {
        var file = _folder.File("usage.jsonl");
        await using var server = await RunningServer.StartAsync("--Usage:Path", file, "--Usage:FlushBeforeResponse", "true");
        var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent($"[{IrisRow.All[0].Json},{IrisRow.All[1].Json}]") };
        request.Headers.Add("x-subscription-id", "sub-7");
        request.Headers.Add("x-product-id", "standard");
        var answer = await server.SendAsync(request);

        var usage = Assert.Single(Read(file));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ("sub-7", "standard", "iris", "1", 2, answer.Body.Length),
            ((string?)usage["subscription"], (string?)usage["product"], (string?)usage["model"], (string?)usage["version"], (int)usage["rows"]!, (int)usage["responseBytes"]!));
        Assert.Equal(3 + IrisRow.All[0].Json.Length + IrisRow.All[1].Json.Length, (int)usage["requestBytes"]!);
        Assert.InRange((double)usage["computeMilliseconds"]!, 0, 10_000);
        Assert.True(DateTimeOffset.TryParse((string?)usage["time"], out _));
        Assert.Equal(
            ["id", "time", "subscription", "product", "model", "version", "rows", "computeMilliseconds", "requestBytes", "responseBytes"],
            usage.AsObject().Select(property => property.Key));
    }

    [Fact]
    public async Task Usage_OfManyRequestsAtOnce_HasOneEventEachAndNoneForErrors()
    {
        var file = _folder.File("usage.jsonl");
        await using (var server = await RunningServer.StartAsync("--Usage:Path", file))
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => server.PostAsync("/predict", i % 4 == 3 ? "{}" : IrisRow.All[0].Json)));
            await server.StopAsync();
        }

        var usages = Read(file);
        Assert.Equal(150, usages.Count);
        Assert.Distinct(usages.Select(usage => (string)usage["id"]!));
        Assert.All(usages, usage => Assert.Null(usage["subscription"]));
    }

    [Theory]
    [InlineData("identity_fp32", "[50,1]", 50)]
    [InlineData("identity_fp32", "[1,50]", 1)]
    [InlineData("identity_1d_fp32", "[50]", 50)]
    [InlineData("identity_1d_fp32_batched", "[5,10]", 5)]
    [InlineData("identity_1d_fp32_batched", "[1,50]", 1)]
    public async Task Usage_OfAModelWithAFreeFirstDimension_CountsItsRows(string model, string shape, int rows)
    {
        var file = _folder.File("usage.jsonl");
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root, "--Usage:Path", file, "--Usage:FlushBeforeResponse", "true");

        var answer = await server.PostAsync($"/v2/models/{model}/infer", OipRequest.One("FP32", shape, $"[{string.Join(',', Enumerable.Range(0, 50))}]"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(rows, (int)Assert.Single(Read(file))["rows"]!);
        Assert.Contains($"\ninference_rows_total{{model=\"{model}\",version=\"1\"}} {rows}\n", (await server.GetAsync("/metrics")).Text);
    }

    [Fact]
    public async Task Usage_OfInputsWithoutCommonRows_CountsOne()
    {
        var file = _folder.File("usage.jsonl");
        using var models = new ModelFolder();
        models.Add(
            "sum", null, OnnxBytes.Node("", "Add", ["x", "y"], ["sum"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1]),
            OnnxBytes.Value(11, "y", ModelFolder.Fp32, [-1]), OnnxBytes.Value(12, "sum", ModelFolder.Fp32, [-1]));
        models.AddIdentity("empty", ModelFolder.Fp32, [-1, -1]);
        models.AddIdentity("fixed", ModelFolder.Fp32, [2, -1]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path, "--Usage:Path", file, "--Usage:FlushBeforeResponse", "true");

        await server.PostAsync(
            "/v2/models/sum/infer", """{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[1]},{"name":"y","datatype":"FP32","shape":[3],"data":[1,2,3]}]}""");
        await server.PostAsync("/v2/models/empty/infer", OipRequest.One("FP32", "[3000000,0]", "[]"));
        await server.PostAsync("/v2/models/fixed/infer", OipRequest.One("FP32", "[2,1]", "[1,2]"));

        Assert.Equal([1, 1, 1], Read(file).Select(usage => (int)usage["rows"]!));
    }

    [SkippableFact]
    public async Task Usage_ThatCannotBeFlushed_FailsTheRequestItIsOf()
    {
        Skip.IfNot(File.Exists("/dev/full"), "only Linux has a device that is always full");
        await using var server = await RunningServer.StartAsync("--Usage:Path", "/dev/full", "--Usage:FlushBeforeResponse", "true");

        var answer = await server.PostAsync("/predict", IrisRow.All[0].Json);

        Assert.Equal("the server failed; its log says why", answer.Error(HttpStatusCode.InternalServerError));
    }

    private static List<JsonNode> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}

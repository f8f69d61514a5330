using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Usage;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Usage_OfAnAnsweredRequest_IsOnDiskBeforeTheAnswer()
    {
        var folder = _folder.File("usage");
        await using var server = await RunningServer.StartAsync("--Usage:Path", folder, "--Usage:FlushBeforeResponse", "true");
        var request = new HttpRequestMessage(HttpMethod.Post, "/predict")
        {
            Content = new StringContent($"[{IrisRow.All[0].Json},{IrisRow.All[1].Json}]"),
        };
        request.Headers.Add("x-subscription-id", "sub-7");
        request.Headers.Add("x-product-id", "standard");
        var answer = await server.SendAsync(request);

        var usage = Assert.Single(UsageFolder.Events(folder));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ("sub-7", "standard", "iris", "1", 2, answer.Body.Length),
            ((string?)usage["sub"], (string?)usage["prod"], (string?)usage["model"], (string?)usage["ver"], (int)usage["rows"]!,
                (int)usage["wb"]!));
        Assert.Equal(3 + IrisRow.All[0].Json.Length + IrisRow.All[1].Json.Length, (int)usage["rb"]!);
        Assert.InRange((long)usage["us"]!, 0, 10_000_000);
        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds((long)usage["t"]!), TimeProvider.System.GetUtcNow().AddMinutes(-5),
            TimeProvider.System.GetUtcNow());
        Assert.Equal(
            ["s", "t", "sub", "prod", "model", "ver", "rows", "us", "rb", "wb"], usage.AsObject().Select(property => property.Key));
    }

    [Fact]
    public async Task Usage_OfManyRequestsAtOnce_HasOneEventEachAndNoneForErrors()
    {
        var folder = _folder.File("usage");
        await using (var server = await RunningServer.StartAsync("--Usage:Path", folder))
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => server.PostAsync("/predict", i % 4 == 3 ? "{}" : IrisRow.All[0].Json)));
            await server.StopAsync();
        }

        var usages = UsageFolder.Events(folder);
        Assert.Equal(150, usages.Count);
        Assert.All(usages, usage => Assert.Null(usage["sub"]));
        var lines = UsageFolder.Lines(Assert.Single(UsageFolder.Logs(folder)));
        Assert.Equal(["v", "log", "opened"], lines[0].AsObject().Select(property => property.Key));
        Assert.Equal((1, 150L), ((int)lines[0]["v"]!, (long)lines[^1]["s"]!));
        Assert.Equal(["closed", "s"], lines[^1].AsObject().Select(property => property.Key));
    }

    [Fact]
    public async Task Usage_OfTwoServersInOneFolder_GoesIntoALogEach()
    {
        var folder = _folder.File("usage");
        for (var i = 0; i < 2; i++)
        {
            await using var first = await RunningServer.StartAsync("--Usage:Path", folder);
            await using var second = await RunningServer.StartAsync("--Usage:Path", folder);
            await Task.WhenAll(first.PostAsync("/predict", IrisRow.All[0].Json), second.PostAsync("/predict", IrisRow.All[0].Json));
        }

        Assert.Equal(4, UsageFolder.Logs(folder).Count);
        Assert.Equal(4, UsageFolder.Events(folder).Count);
        Assert.All(UsageFolder.Logs(folder), log =>
        {
            Assert.Matches(@"[/\\]\d{4}[/\\]\d\d[/\\]\d\d[/\\][^/\\]+-\d+\.jsonl$", log);
            Assert.Equal(Path.GetRelativePath(folder, log).Replace('\\', '/'), (string?)UsageFolder.Lines(log)[0]["log"]);
        });
    }

    [Fact]
    public async Task Usage_WithItsSpoolFull_IsUnreadyAndRefusesUntilThereIsRoom()
    {
        var folder = _folder.File("usage");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "old.jsonl"), new string('x', 1000));
        await using var server = await RunningServer.StartAsync("--Usage:Path", folder, "--Usage:SpoolBytes", "1000");

        var answer = await server.PostAsync("/predict", IrisRow.All[0].Json);
        var ready = await server.GetAsync("/v2/health/ready");

        const string reason = "usage cannot be recorded: its logs have reached 1000 bytes (Usage:SpoolBytes)";
        Assert.Equal($"{reason}; try again later", answer.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("1", answer.Response.Headers.RetryAfter!.ToString());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, $$"""{"ready":false,"reason":"{{reason}}"}"""), (ready.Status, ready.Text));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/health/live")).Status);
    }

    [Theory]
    [InlineData("identity_fp32", "[50,1]", 50)]
    [InlineData("identity_fp32", "[1,50]", 1)]
    [InlineData("identity_1d_fp32", "[50]", 50)]
    [InlineData("identity_1d_fp32_batched", "[5,10]", 5)]
    [InlineData("identity_1d_fp32_batched", "[1,50]", 1)]
    public async Task Usage_OfAModelWithAFreeFirstDimension_CountsItsRows(string model, string shape, int rows)
    {
        var file = _folder.File("usage");
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", FixtureServer.Root, "--Usage:Path", file, "--Usage:FlushBeforeResponse", "true");

        var answer = await server.PostAsync(
            $"/v2/models/{model}/infer", OipRequest.One("FP32", shape, $"[{string.Join(',', Enumerable.Range(0, 50))}]"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(rows, (int)Assert.Single(UsageFolder.Events(file))["rows"]!);
        Assert.Contains($"\ninference_rows_total{{model=\"{model}\",version=\"1\"}} {rows}\n", (await server.GetAsync("/metrics")).Text);
    }

    [Fact]
    public async Task Usage_OfInputsWithoutCommonRows_CountsOne()
    {
        var file = _folder.File("usage");
        using var models = new ModelFolder();
        models.Add(
            "sum", null, OnnxBytes.Node("", "Add", ["x", "y"], ["sum"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1]),
            OnnxBytes.Value(11, "y", ModelFolder.Fp32, [-1]), OnnxBytes.Value(12, "sum", ModelFolder.Fp32, [-1]));
        models.AddIdentity("empty", ModelFolder.Fp32, [-1, -1]);
        models.AddIdentity("fixed", ModelFolder.Fp32, [2, -1]);
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", models.Path, "--Usage:Path", file, "--Usage:FlushBeforeResponse", "true");

        await server.PostAsync(
            "/v2/models/sum/infer",
            """{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[1]},{"name":"y","datatype":"FP32","shape":[3],"data":"""
            + """[1,2,3]}]}""");
        await server.PostAsync("/v2/models/empty/infer", OipRequest.One("FP32", "[3000000,0]", "[]"));
        await server.PostAsync("/v2/models/fixed/infer", OipRequest.One("FP32", "[2,1]", "[1,2]"));

        Assert.Equal([1, 1, 1], UsageFolder.Events(file).Select(usage => (int)usage["rows"]!));
    }
}

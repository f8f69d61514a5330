using System.Net;
using System.Net.Sockets;

namespace Platform.Tool.Tests;

/// <summary>The test that follows a deployment, against a gateway on loopback.</summary>
public sealed class SmokeTests
{
    [Fact]
    public async Task Smoke_OfAnApiThatPredicts_SendsTheKey_AndExitsWith0()
    {
        using var gateway = Gateway.Answering(200, """{"prediction":"setosa"}""");

        var run = await Command.RunAsync(
            new Dictionary<string, string> { ["PLATFORM_KEY"] = "of-a-subscriber" }, "smoke", "--url", $"{gateway.Url}inference");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($$"""{{gateway.Url}}inference/predict answered {"prediction":"setosa"}""", run.Output);
        Assert.Equal("POST /inference/predict of-a-subscriber", await gateway.Asked);
    }

    [Fact]
    public async Task Smoke_OfAnApiThatRefusesTheKey_SaysWhatItAnswered_AndExitsWith1()
    {
        using var gateway = Gateway.Answering(401, """{"error":"no such key"}""");

        var run = await Command.RunAsync(new Dictionary<string, string> { ["PLATFORM_KEY"] = "wrong" }, "smoke", "--url", gateway.Url);

        Assert.Equal((1, $$"""{{gateway.Url}}predict answered 401: {"error":"no such key"}"""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("sentiment")]
    [InlineData("rose")]
    public async Task Smoke_OfAModelWithoutExample_SaysWhatIsAllowed_AndExitsWith2(string model)
    {
        var run = await Command.RunAsync(
            new Dictionary<string, string> { ["PLATFORM_KEY"] = "any" }, "smoke", "--url", "https://gateway.example", "--model", model);

        Assert.Equal(
            (2, $"--model is '{model}'; allowed: a folder of app/models whose model.json has an \"example\""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Smoke_WithoutKey_SaysWhereItComesFrom_AndExitsWith2()
    {
        var run =
            await Command.RunAsync(new Dictionary<string, string> { ["PLATFORM_KEY"] = "" }, "smoke", "--url", "https://gateway.example");

        Assert.Equal(
            (
                2,
                "the environment variable PLATFORM_KEY is not set; it takes a subscription key: "
                + "`pulumi stack output smokeKey --show-secrets`"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Smoke_WithoutAnAddress_QuotesWhatWasGiven_AndExitsWith2()
    {
        var run = await Command.RunAsync("smoke", "--url", "gateway");

        Assert.Equal(
            (2, "--url is 'gateway'; allowed: an http or https address, such as `pulumi stack output gatewayUrl` prints"),
            (run.ExitCode, run.Error));
    }

    private sealed class Gateway : IDisposable
    {
        private readonly HttpListener _listener = new();

        private Gateway(string url, int status, string body)
        {
            Url = url;
            _listener.Prefixes.Add(url);
            _listener.Start();
            Asked = AnswerAsync(status, body);
        }

        public string Url { get; }

        /// <summary>Method, path and key of the request.</summary>
        public Task<string> Asked { get; }

        public static Gateway Answering(int status, string body)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            return new($"http://127.0.0.1:{port}/", status, body);
        }

        public void Dispose() => _listener.Close();

        private async Task<string> AnswerAsync(int status, string body)
        {
            var context = await _listener.GetContextAsync();
            context.Response.StatusCode = status;
            await using (var writer = new StreamWriter(context.Response.OutputStream))
                await writer.WriteAsync(body);
            return $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath} "
            + $"{context.Request.Headers["Ocp-Apim-Subscription-Key"]}";
        }
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Inference.Tests.Security;

public sealed class SecurityTests : IDisposable
{
    private const string Refusal = "this server takes requests through its gateway only; call the gateway with your subscription key";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("s3cret", HttpStatusCode.OK)]
    [InlineData("s3creT", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Inference_WithASecretSet_NeedsIt(string? secret, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync("--Gateway:Secret", "s3cret");
        foreach (var path in (string[])[
            "/predict", "/models/iris/predict", "/score", "/sentiment-analysis", "/v2/models/iris/infer", "/v2/models/nope/infer",
        ])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(path == "/predict" ? IrisRow.All[0].Json : "{}"),
            };
            if (secret is not null)
                request.Headers.Add("X-Gateway-Secret", secret);
            var answer = await server.SendAsync(request);

            if (status == HttpStatusCode.Unauthorized)
                Assert.Equal((Refusal, "Gateway"), (answer.Error(status), answer.Response.Headers.WwwAuthenticate.Single().Scheme));
            else
                Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/health/ready")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(" ")]
    public async Task Inference_WithACertificateSet_NeedsItOverTls(string separator)
    {
        using var own = ServerCertificate.Create("gateway");
        using var other = ServerCertificate.Create("other");
        await using var server = await RunningServer.StartAsync(
            [
                .. ServerCertificate.Settings(_folder), "--Gateway:ClientCertificateThumbprint",
                string.Join(separator, own.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(digits => new string(digits))),
            ]);

        Assert.Equal(HttpStatusCode.OK, await PredictAsync(server, own));
        Assert.Equal(HttpStatusCode.Unauthorized, await PredictAsync(server, other));
        Assert.Equal(HttpStatusCode.Unauthorized, await PredictAsync(server, null));
    }

    [Fact]
    public async Task Answers_TellNothingOfTheServerAndMayNotBeSniffed()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var path in (string[])["/v2", "/docs/index.html", "/nothing", "/v2/models/../../etc/passwd"])
        {
            var answer = await server.GetAsync(path);

            Assert.Equal("nosniff", answer.Response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Response.Headers.Contains("Server"));
            Assert.False(answer.Response.Headers.Contains("X-Powered-By"));
        }

        Assert.Contains(
            "frame-ancestors 'none'",
            (await server.GetAsync("/docs/index.html")).Response.Headers.GetValues("Content-Security-Policy").Single());
    }

    private static async Task<HttpStatusCode> PredictAsync(RunningServer server, X509Certificate2? certificate)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        if (certificate is not null)
            handler.ClientCertificates.Add(certificate);
        using var client = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };
        using var response = await client.PostAsync("/predict", new StringContent(IrisRow.All[0].Json));
        return response.StatusCode;
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Requests that the web server refuses by itself (F37), and bodies that break off.</summary>
public sealed class RawHttpTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private const string ChunkTooLarge = "a chunk size of the request body is out of range; expected at most 7FFFFFFF";

    public static TheoryData<string, string, string> Requests => new()
    {
        { "GET /v2/models/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", "400", "the request is not valid HTTP" },
        { "NONSENSE\r\n\r\n", "400", "the request is not valid HTTP" },
        { "GET /v2 HTTP/1.1\r\n\r\n", "400", "the request is not valid HTTP" },
        { "GET /v2 HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", "400", "the request is not valid HTTP" },
        {
            $"GET /v2 HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', 40_000)}\r\n\r\n", "431",
            "the request headers are too long or too many"
        },
        { $"GET /{new string('x', 16_500)} HTTP/1.1\r\nHost: x\r\n\r\n", "414", "the request line is too long" },
        { "GET /v2 HTTP/2.5\r\nHost: x\r\n\r\n", "505", "the HTTP version is not supported; expected HTTP/1.1" },
        { "GET /v2 HTTP/3.0\r\nHost: x\r\n\r\n", "505", "the HTTP version is not supported; expected HTTP/1.1" },
        { "GET * HTTP/1.1\r\nHost: x\r\n\r\n", "405", "the method is not allowed for this kind of request target" },
        { "POST /v2/models/simple/infer HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400", "Bad chunk size data." },
        { Chunk("80000000"), "400", ChunkTooLarge },
        { Chunk("FFFFFFFF"), "400", ChunkTooLarge },
        { Chunk("100000000"), "400", ChunkTooLarge },
        { Chunk("FFFFFFFFFFFFFFFF"), "400", ChunkTooLarge },
        { Chunk("FFFFFFFF", "Content-Encoding: gzip\r\n"), "400", ChunkTooLarge },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task F37_RequestThatIsNotHttp_GetsTheProtocolsError(string request, string status, string error)
    {
        AssertError(await SendAsync(fixture.Server, request), status, error);
        await fixture.AssertUnharmedAsync();
    }

    /// <summary>The pipe to the connection has segments of 4096 bytes, and one of them is to be just that text.</summary>
    [Fact]
    public async Task Outputs_ThatLookLikeAnErrorOfTheWebServer_ComeAsTheyAre()
    {
        const string head = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n";
        var lookalike = $"{head}X: {new string('x', 4096 - head.Length - 7)}\r\n\r\n";
        for (var padding = 3600; padding < 3900; padding++)
        {
            var text = new string('a', padding) + lookalike + lookalike;
            var element = BitConverter.GetBytes(text.Length).Concat(Encoding.ASCII.GetBytes(text)).ToArray();
            var json = $$$"""{"parameters":{"binary_data_output":true},"inputs":[{"name":"INPUT0","datatype":"BYTES","shape":[1]"""
                + $$$""","parameters":{"binary_data_size":{{{element.Length}}}}}]}""";
            var answer = BinaryAnswer.Of(await fixture.Server.SendAsync(OipRequest.Binary("bytes_1", json, Convert.ToHexString(element))));

            Assert.Equal(Convert.ToHexStringLower(element), answer.Hex);
        }
    }

    [Fact]
    public async Task F37_RequestThatIsNotHttpAfterOneThatIs_GetsTheProtocolsError()
    {
        var answers = await SendAsync(fixture.Server, "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\nNONSENSE\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answers);
        AssertError(answers[answers.LastIndexOf("HTTP/1.1", StringComparison.Ordinal)..], "400", "the request is not valid HTTP");
    }

    [Fact]
    public async Task F37_RequestThatIsNotHttpOverTls_GetsTheProtocolsError()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            ["--Models:Root", FixtureServer.Root, .. ServerCertificate.Settings(folder)]);
        foreach (var row in Requests)
            AssertError(await SendAsync(server, (string)row[0]), (string)row[1], (string)row[2]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyAnnouncedLargerThanTheLimit_Gives413BeforeItIsSent(bool tls)
    {
        using var folder = new TemporaryFolder();
        string[] settings = tls ? ServerCertificate.Settings(folder) : [];
        await using var server = await RunningServer.StartAsync(
            ["--Models:Root", FixtureServer.Root, "--Limits:MaxRequestBodyBytes", "1000", .. settings]);

        AssertError(
            await SendAsync(server, "POST /v2/models/simple/infer HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"),
            "413", "Request body too large. The max request body size is 1000 bytes.");
    }

    private static string Chunk(string size, string headers = "")
        => $"POST /v2/models/simple/infer HTTP/1.1\r\nHost: x\r\n{headers}Transfer-Encoding: chunked\r\n\r\n{size}\r\n";

    private static void AssertError(string answer, string status, string error)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Contains("\r\nContent-Type: application/json\r\n", answer);
        Assert.Contains("\r\nX-Request-Id: ", answer);
        Assert.Contains("\r\nX-Content-Type-Options: nosniff\r\n", answer);
        Assert.EndsWith($"\r\n\r\n{{\"error\":\"{error}\"}}", answer);
    }

    private static async Task<string> SendAsync(RunningServer server, string request)
    {
        var address = server.Client.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = await OpenAsync(client, address);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // The server closes at once, what it has not read notwithstanding.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static async Task<Stream> OpenAsync(TcpClient client, Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttp)
            return client.GetStream();
        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return tls;
    }
}

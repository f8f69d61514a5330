using System.Net.Sockets;
using System.Text;

namespace Platform.Inference.Tests.Oip;

/// <summary>Requests that the web server refuses by itself (F37), and bodies that break off.</summary>
public sealed class RawHttpTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    public static TheoryData<string, string, string> Requests => new()
    {
        { "GET /v2/models/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", "400", "the request is not valid HTTP" },
        { "NONSENSE\r\n\r\n", "400", "the request is not valid HTTP" },
        { "GET /v2 HTTP/1.1\r\n\r\n", "400", "the request is not valid HTTP" },
        { "GET /v2 HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", "400", "the request is not valid HTTP" },
        { $"GET /v2 HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', 40_000)}\r\n\r\n", "431", "the request headers are too long or too many" },
        { $"GET /{new string('x', 10_000)} HTTP/1.1\r\nHost: x\r\n\r\n", "414", "the request line is too long" },
        { "POST /v2/models/simple/infer HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400", "Bad chunk size data." },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task RequestThatIsNotHttp_GetsTheProtocolsError(string request, string status, string error)
    {
        var answer = await SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Contains("\r\nContent-Type: application/json\r\n", answer);
        Assert.Contains("\r\nX-Request-Id: ", answer);
        Assert.EndsWith($"\r\n\r\n{{\"error\":\"{error}\"}}", answer);
        await fixture.AssertUnharmedAsync();
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Server.Client.BaseAddress!.Host, fixture.Server.Client.BaseAddress.Port);
        var stream = client.GetStream();
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
}

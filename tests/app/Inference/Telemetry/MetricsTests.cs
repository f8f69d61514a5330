using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Platform.Inference.Hosting;

namespace Platform.Inference.Tests.Telemetry;

public sealed class MetricsTests
{
    private const string Labels = "model=\"simple\",version=\"1\"";

    [Fact]
    public async Task Metrics_AfterRequests_CountThemByOutcome()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);
        for (var i = 0; i < 3; i++)
            await server.PostAsync("/v2/models/simple/infer", OipRequest.Simple);
        await server.PostAsync("/v2/models/simple/infer", "{");

        var metrics = await ReadAsync(server);

        Assert.Equal(3, metrics[$"inference_requests_total{{{Labels},outcome=\"success\"}}"]);
        Assert.Equal(1, metrics[$"inference_requests_total{{{Labels},outcome=\"invalid\"}}"]);
        Assert.Equal(0, metrics[$"inference_requests_total{{{Labels},outcome=\"failed\"}}"]);
        Assert.Equal(3, metrics[$"inference_rows_total{{{Labels}}}"]);
        Assert.Equal(0, metrics[$"inference_queue_depth{{{Labels}}}"]);
        Assert.Equal(1, metrics[$"inference_model_ready{{{Labels}}}"]);
        Assert.Equal(0, metrics["inference_model_ready{model=\"broken\",version=\"1\"}"]);
        Assert.Equal(4, metrics[$"inference_request_duration_seconds_count{{{Labels}}}"]);
        Assert.Equal(3, metrics[$"inference_queue_duration_seconds_count{{{Labels}}}"]);
        Assert.Equal(3, metrics[$"inference_compute_duration_seconds_bucket{{{Labels},le=\"+Inf\"}}"]);
        Assert.True(metrics[$"inference_compute_duration_seconds_sum{{{Labels}}}"] > 0);
        Assert.True(metrics["process_resident_memory_bytes"] > 1_000_000);
    }

    [Fact]
    public async Task Metrics_OfAnEndpointWithACertificate_SayWhenItEnds()
    {
        using var folder = new TemporaryFolder();
        string[] settings = [
            "--Models:Root", FixtureServer.Root, .. ServerCertificate.Settings(folder), "--Kestrel:Endpoints:Http:Url",
            "http://127.0.0.1:0",
        ];
        await using var app = InferenceServer.Create(["--Logging:LogLevel:Default", "None", .. settings]);
        await app.StartAsync();
        using var client = new HttpClient
        {
            BaseAddress = new Uri(app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal))),
        };
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(folder.File("tls.crt"));

        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), await EndAsync());
        // One that is renewed while the server runs
        using var other = ServerCertificate.Create("other");
        File.WriteAllText(folder.File("tls.crt"), other.ExportCertificatePem());
        Assert.Equal(new DateTimeOffset(other.NotAfter).ToUnixTimeSeconds(), await EndAsync());
        File.WriteAllText(folder.File("tls.crt"), "no certificate");
        Assert.Null(await EndAsync());

        async Task<double?> EndAsync() => (await client.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("inference_certificate_end_timestamp_seconds{endpoint=\"Https\"} ", StringComparison.Ordinal))
            .Select(line => (double?)double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)).SingleOrDefault();
    }

    [Fact]
    public async Task Metrics_WhileARequestIsNotAnswered_CountItInFlight()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);
        using (var caller = new TcpClient())
        {
            await caller.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
            // Its body never comes
            await caller.GetStream().WriteAsync(
                "POST /v2/models/simple/infer HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"u8.ToArray());
            await UntilInFlightAsync(server, 1);
        }

        await UntilInFlightAsync(server, 0);
    }

    [Theory]
    [InlineData("Content-Length: 9", true, "cancelled")]
    [InlineData("Transfer-Encoding: chunked", true, "cancelled")]
    [InlineData("Content-Length: 9\r\nContent-Encoding: gzip", true, "cancelled")]
    [InlineData("Content-Length: 9", false, "invalid")]
    public async Task Metrics_AfterABodyThatBreaksOff_TellCallersWhoAreGoneFromThoseWhoSentTooLittle(
        string headers, bool reset, string outcome)
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);
        using (var caller = new TcpClient())
        {
            await caller.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
            await caller.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /v2/models/simple/infer HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n"));
            await UntilInFlightAsync(server, 1);
            if (reset)
                caller.Client.Close(0);
        }

        await UntilInFlightAsync(server, 0);
        var metrics = await ReadAsync(server);
        Assert.Equal(1, metrics[$"inference_requests_total{{{Labels},outcome=\"{outcome}\"}}"]);
        Assert.Equal(1, metrics[$"inference_request_duration_seconds_count{{{Labels}}}"]);
    }

    private static async Task UntilInFlightAsync(RunningServer server, int requests)
    {
        await Eventually.TrueAsync(async () => (await ReadAsync(server))["inference_requests_in_flight"] == requests);
    }

    [Fact]
    public async Task Metrics_Page_IsInPrometheusFormat()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);
        var page = await server.GetAsync("/metrics");

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (page.Status, page.MediaType));
        Assert.All(
            page.Text.TrimEnd('\n').Split('\n'),
            line => Assert.Matches("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.E+-]+)$""", line));
    }

    private static async Task<Dictionary<string, double>> ReadAsync(RunningServer server) => (await server.GetAsync("/metrics")).Text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
}

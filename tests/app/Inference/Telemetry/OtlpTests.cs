using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Inference.Tests.Telemetry;

public sealed class OtlpTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Telemetry_WithACollector_IsSentWithTheCallersTrace(bool byEnvironment)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM, which makes the server send what it has");
        var received = new ConcurrentBag<(string Path, byte[] Body)>();
        await using var collector = await CollectAsync(received);
        (string Name, string Value)[] settings = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ];
        using var process = ServerProcess.Start(
            byEnvironment ? settings : [],
            [
                "--Limits:DrainDelayMilliseconds", "0",
                .. byEnvironment ? [] : settings.SelectMany(setting => (string[])[$"--{setting.Name}", setting.Value]),
            ]);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(IrisRow.All[0].Json) };
        request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
        process.Terminate();
        Assert.Equal(0, await process.ExitCodeAsync());

        AssertSent("/v1/metrics", "inference.requests"u8.ToArray());
        AssertSent("/v1/metrics", "inference.compute.duration"u8.ToArray());
        AssertSent("/v1/metrics", "inference.queue.depth"u8.ToArray());
        AssertSent("/v1/metrics", "inference.model.ready"u8.ToArray());
        AssertSent("/v1/traces", "inference.model"u8.ToArray());
        AssertSent("/v1/traces", Convert.FromHexString(TraceId));

        void AssertSent(string path, byte[] bytes)
            => Assert.True(
                received.Any(sent => sent.Path == path && sent.Body.AsSpan().IndexOf(bytes) >= 0),
                $"nothing sent to {path} holds {Encoding.Latin1.GetString(bytes)}");
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentBag<(string, byte[])> received)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.Run(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Add((context.Request.Path, body.ToArray()));
        });
        await collector.StartAsync();
        return collector;
    }
}

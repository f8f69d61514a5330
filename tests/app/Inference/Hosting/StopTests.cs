using System.Net;
using System.Net.Sockets;
using System.Text;
using Platform.Inference.Tests.Usage;

namespace Platform.Inference.Tests.Hosting;

/// <summary>The server as a process of its own, told to stop by the signal that orchestrators send.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task I11_Sigterm_UnderLoad_LosesNoRequestAndExitsWith0(int processors)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        var usage = _folder.File("usage");
        using var process = ServerProcess.Start(
            [("DOTNET_PROCESSOR_COUNT", $"{processors}")], "--Usage:Path", usage, "--Limits:DrainDelayMilliseconds", "2500");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);

        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => LoadAsync(client, stop.Token)).ToList();
        await Task.WhenAny(Task.WhenAll(load.Select(_ => client.PostAsync("/predict", Body()))), Task.WhenAll(load));
        process.Terminate();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/v2/health/ready")).StatusCode != HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v2/health/live")).StatusCode);
        Assert.False(process.HasExited);
        await stop.CancelAsync();
        var answered = (await Task.WhenAll(load)).Sum();
        Assert.Equal(0, await process.ExitCodeAsync());

        Assert.True(answered > 0);
        Assert.Equal(answered + load.Count, UsageFolder.Events(usage).Count);
    }

    [SkippableFact]
    public async Task I11_Sigterm_UnderLoadOfNewConnections_AnswersAllThatWereMade()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux can be told to make no more connections");
        using var process = ServerProcess.Start([], "--Limits:DrainDelayMilliseconds", "100");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);
        var request = Encoding.ASCII.GetBytes(
            $"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: {IrisRow.All[0].Json.Length}\r\n\r\n{IrisRow.All[0].Json}");

        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(() => ConnectUntilRefusedAsync(client.BaseAddress, request))).ToList();
        await client.PostAsync("/predict", Body());
        process.Terminate();

        Assert.True((await Task.WhenAll(load)).Sum() > 0);
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A05_Sigterm_WithARequestInFlight_AnswersItAndExitsWith0(int processors)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var process = ServerProcess.Start([("DOTNET_PROCESSOR_COUNT", $"{processors}")], "--Limits:DrainDelayMilliseconds", "0");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);
        using var caller = new TcpClient();
        await caller.ConnectAsync(client.BaseAddress.Host, client.BaseAddress.Port);
        await using var stream = caller.GetStream();
        var body = IrisRow.All[0].Json;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n"));
        await Eventually.TrueAsync(async () => (await client.GetStringAsync("/metrics")).Contains("\ninference_requests_in_flight 1\n"));

        process.Terminate();
        HttpResponseMessage? ready = null;
        await Eventually.TrueAsync(async () => (ready = await client.GetAsync("/v2/health/ready")).StatusCode != HttpStatusCode.OK);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, """{"ready":false}"""), (ready!.StatusCode, await ready.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v2/health/live")).StatusCode);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body));
        var answer = await new StreamReader(stream).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.Contains("\"prediction\":\"setosa\"", answer);
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    /// <returns>How many were answered, one on each connection.</returns>
    private static async Task<int> ConnectUntilRefusedAsync(Uri server, byte[] request)
    {
        for (var answered = 0; ; answered++)
        {
            using var caller = new TcpClient();
            try
            {
                await caller.ConnectAsync(server.Host, server.Port);
            }
            catch (SocketException)
            {
                return answered;
            }

            await caller.GetStream().WriteAsync(request);
            var answer = new byte["HTTP/1.1 200 OK".Length];
            await caller.GetStream().ReadExactlyAsync(answer);
            Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
        }
    }

    private static async Task<int> LoadAsync(HttpClient client, CancellationToken stop)
    {
        var answered = 0;
        for (; !stop.IsCancellationRequested; answered++)
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/predict", Body())).StatusCode);
        return answered;
    }

    private static StringContent Body() => new(IrisRow.All[0].Json, Encoding.UTF8, "application/json");
}

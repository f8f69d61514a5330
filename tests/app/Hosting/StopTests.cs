using System.Net;
using System.Text;

namespace Platform.Inference.Tests.Hosting;

/// <summary>The server as a process of its own, told to stop by the signal that orchestrators send.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Sigterm_UnderLoad_LosesNoRequestAndExitsWith0()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        var usage = _folder.File("usage.jsonl");
        using var process = ServerProcess.Start([], "--Usage:Path", usage, "--Limits:DrainDelayMilliseconds", "600");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);

        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => LoadAsync(client, stop.Token)).ToList();
        await Task.WhenAny(Task.WhenAll(load.Select(_ => client.PostAsync("/predict", Body()))), Task.WhenAll(load));
        process.Terminate();
        while ((await client.GetAsync("/v2/health/ready")).StatusCode == HttpStatusCode.OK)
            await Task.Yield();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v2/health/live")).StatusCode);
        Assert.False(process.HasExited);
        await stop.CancelAsync();
        var answered = (await Task.WhenAll(load)).Sum();
        Assert.Equal(0, await process.ExitCodeAsync());

        Assert.True(answered > 0);
        Assert.Equal(answered + load.Count, File.ReadLines(usage).Count());
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

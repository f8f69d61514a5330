using System.Collections.Concurrent;
using System.Net;

namespace Platform.Inference.Tests.Usage;

/// <summary>The server, a process of its own, is killed while it answers and ships, and started again in the same folder.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 4, Callers = 4, AnsweredBetween = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);
    private int _calls;

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("--Usage:FlushBeforeResponse")]
    [InlineData("--Usage:ShipBeforeResponse")]
    public async Task Kill_AgainAndAgain_LeavesALineOfEachCallThatWasAnswered(string setting)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        var (spool, store) = (_folder.File("spool"), _folder.File("store"));
        string[] settings = [
            "--Usage:Path", spool, "--Usage:ShipTo", store, "--Usage:ShipMilliseconds", "20", setting, "true",
            "--Limits:DrainDelayMilliseconds", "0",
        ];
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = ServerProcess.Start([], settings);
            using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
            await ServerProcess.ReadyAsync(client);
            var load = Enumerable.Range(0, Callers).Select(_ => CallAsync(client)).ToList();
            await Eventually.TrueAsync(() => _answered.Count >= kill * AnsweredBetween);
            await process.KillAsync();
            await Task.WhenAll(load);
        }

        using (var last = ServerProcess.Start([], settings))
        {
            using var client = new HttpClient { BaseAddress = await last.AddressAsync() };
            await ServerProcess.ReadyAsync(client);
            // All but its own log are ended, shipped, and gone
            await Eventually.TrueAsync(() => UsageFolder.Logs(spool).Count == 1);
            last.Terminate();
            Assert.Equal(0, await last.ExitCodeAsync());
        }

        var metered = UsageFolder.Logs(store).SelectMany(log => UsageFolder.Lines(log)).Where(line => line["t"] is not null)
            .Select(line => (string)line["sub"]!).ToList();
        Assert.Equal(metered.Count, metered.Distinct().Count());
        Assert.Empty(_answered.Keys.Except(metered));
        // A server that died between its line and its answer
        Assert.InRange(metered.Count, _answered.Count, _answered.Count + Kills * Callers);
        Assert.Equal(metered.Count, UsageFolder.Events(store).Count);
    }

    /// <summary>One call after the other, each with a name of its own, until nobody answers.</summary>
    private async Task CallAsync(HttpClient client)
    {
        while (true)
        {
            var name = $"call-{Interlocked.Increment(ref _calls)}";
            using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(IrisRow.All[0].Json) };
            request.Headers.Add("x-subscription-id", name);
            try
            {
                using var answer = await client.SendAsync(request);
                if (answer.StatusCode != HttpStatusCode.OK)
                    return;
                _answered[name] = true;
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}

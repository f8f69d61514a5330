using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Platform.Inference.Tests.Usage;

/// <summary>A server, a process of its own, whose log can grow no more for a while.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Room = 2000;
    private const string Reason = "usage cannot be recorded, as its folder cannot be written";
    private readonly TemporaryFolder _folder = new();
    private readonly ModelFolder _models = new();

    public void Dispose()
    {
        _folder.Dispose();
        _models.Dispose();
    }

    [SkippableFact]
    public async Task Usage_ThatCannotBeWritten_IsKeptAndWrittenOnceThereIsRoom()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "files are held short by prlimit");
        _models.AddIdentity("m", ModelFolder.Fp32, [-1]);
        // As on a full disk, a write ends in the midst of a line, and the next one fails; the signal for it would end the process
        using var process = ServerProcess.StartBy(
            ["sh", "-c", $"trap '' XFSZ; exec prlimit --fsize={Room}: \"$@\"", "sh"],
            [("DOTNET_EnableDiagnostics", "0"), ("DOTNET_EnableWriteXorExecute", "0")],
            "--Models:Root", _models.Path, "--Usage:Path", _folder.Path, "--Usage:FlushBeforeResponse", "true",
            "--Limits:DrainDelayMilliseconds", "0");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);
        var log = Assert.Single(UsageFolder.Logs(_folder.Path));

        var calls = await CallUntilUnreadyAsync(client);
        Assert.Equal(Room, new FileInfo(log).Length);
        await AssertRefusedAsync(client);

        GiveRoom(log);
        await ServerProcess.ReadyAsync(client);
        var answered = (await Task.WhenAll(calls)).Count(answer => answer.StatusCode == HttpStatusCode.OK);
        process.Terminate();
        Assert.Equal(0, await process.ExitCodeAsync());

        // One call waits meanwhile, but not for ever: on a slow machine it is refused, and its event taken back
        Assert.InRange(answered, calls.Count - 1, calls.Count);
        Assert.Equal(answered, UsageFolder.Events(_folder.Path).Sum(line => line["back"] is null ? 1 : -1));
    }

    private static StringContent Body() => new(OipRequest.One("FP32", "[1]", "[1]"));

    /// <summary>One call after the other, of which the last one waits for its line.</summary>
    private static async Task<List<Task<HttpResponseMessage>>> CallUntilUnreadyAsync(HttpClient client)
    {
        var calls = new List<Task<HttpResponseMessage>>();
        await Eventually.TrueAsync(async () =>
        {
            if (calls.TrueForAll(call => call.IsCompleted))
                calls.Add(client.PostAsync("/v2/models/m/infer", Body()));
            return (await client.GetAsync("/v2/health/ready")).StatusCode != HttpStatusCode.OK;
        });
        return calls;
    }

    private static async Task AssertRefusedAsync(HttpClient client)
    {
        using var ready = await client.GetAsync("/v2/health/ready");
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, $$"""{"ready":false,"reason":"{{Reason}}"}"""),
            (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/ping")).StatusCode);

        using var refused = await client.PostAsync("/v2/models/m/infer", Body());
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, $$"""{"error":"{{Reason}}; try again later"}""", "1"),
            (refused.StatusCode, await refused.Content.ReadAsStringAsync(), refused.Headers.RetryAfter!.ToString()));
    }

    /// <param name="log">Has the process in its name, between the host and the time.</param>
    private static void GiveRoom(string log)
    {
        var process = int.Parse(Path.GetFileName(log).Split('-')[^3], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        using var prlimit = Process.Start("prlimit", ["--pid", $"{process}", "--fsize=unlimited:"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }
}

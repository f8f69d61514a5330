using System.Diagnostics;
using System.Net;

namespace Platform.Inference.Tests.Hosting;

/// <summary>
/// The server where nothing can be written: neither to its root file system, nor to its models, nor to a temporary folder.
/// </summary>
public sealed class ReadOnlyTests
{
    private const string MountReadOnly = """
        mount --make-rprivate / && mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp &&
        mount --bind "$MODELS" "$MODELS" && mount -o remount,bind,ro "$MODELS" && mount -o remount,bind,ro / &&
        ! touch /written /tmp/written "$MODELS/written" 2>/dev/null && exec "$0" "$@"
        """;

    [SkippableFact]
    public async Task Server_WhereNothingCanBeWritten_ServesAndStops()
    {
        Skip.IfNot(await CanMountAsync(), "a file system of its own for the server needs Linux, root and unshare");
        using var process = ServerProcess.StartBy(
            ["unshare", "--mount", "sh", "-c", MountReadOnly], [("MODELS", FixtureServer.Root), ("DOTNET_EnableDiagnostics", "0")],
            "--Models:Root", FixtureServer.Root);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);

        var answer = await client.PostAsync("/v2/models/simple/infer", new StringContent(OipRequest.Simple));

        Assert.Equal((HttpStatusCode.OK, OipRequest.SimpleAnswer), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        process.Terminate();
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    private static async Task<bool> CanMountAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return false;
        using var process = Process.Start("unshare", ["--mount", "mount", "--make-rprivate", "/"]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}

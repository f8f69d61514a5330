using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Platform.Inference.Tests.Hosting;

/// <summary>What the server as a process takes, and what it writes.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [SkippableFact]
    public async Task Threads_OfManyModels_AreShared()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "threads are counted as Linux does");
        for (var i = 0; i < 200; i++)
            _models.AddIdentity($"m{i}", ModelFolder.Fp32, [-1, 2]);
        using var process = ServerProcess.Start([], "--Models:Root", _models.Path);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);

        Assert.InRange(process.Threads, 1, 60 + Environment.ProcessorCount);
    }

    [SkippableFact]
    public async Task Bodies_ThatBreakOff_LeaveNoErrorInTheLog()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        _models.AddIdentity("m", ModelFolder.Fp32, [-1, 2], """{"features":["a","b"]}""");
        using var process = ServerProcess.Start([], "--Models:Root", _models.Path);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);
        foreach (var path in (string[])["/v2/models/m/infer", "/predict", "/score", "/v2/repository/index"])
            foreach (var framing in (string[])[
                "Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n3E8\r\n{",
                "Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n\u001f",
            ])
                foreach (var resets in (bool[])[true, false])
                    await BreakOffAsync(client.BaseAddress, $"POST {path} HTTP/1.1\r\nHost: x\r\n{framing}", resets);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v2/health/live")).StatusCode);
        process.Terminate();
        Assert.Equal(0, await process.ExitCodeAsync());

        var output = await process.OutputAsync();
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(620)]
    [InlineData(1000, "--Limits:KeepAliveSeconds", "1000")]
    public async Task IdleConnections_OutliveThoseOfGateways(int seconds, params string[] settings)
    {
        await using var server = await RunningServer.StartColdAsync(settings);

        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.KeepAliveTimeout);
    }

    [SkippableFact]
    public async Task ModelFolder_ThatCannotBeRead_LeavesOneModelOut()
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/setpriv"),
            "a server that may not read a folder needs an ordinary user, which setpriv makes");
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2]);
        Process.Start("chmod", ["755", _models.Path]).WaitForExit();
        Process.Start("chmod", ["000", Path.Combine(_models.Path, "bad")]).WaitForExit();
        string[] launcher = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        using var process = ServerProcess.StartBy(
            launcher, [("HOME", "/tmp"), ("DOTNET_EnableDiagnostics", "0")], "--Models:Root", _models.Path);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);

        Assert.Equal("""{"models":["good"]}""", await client.GetStringAsync("/v2/models"));
    }

    private static async Task BreakOffAsync(Uri address, string request, bool resets)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        if (resets)
            client.LingerState = new LingerOption(true, 0);
        else
            client.Client.Shutdown(SocketShutdown.Send);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Tool.Tests.Workflows;

/// <summary>The file from which a job's tools take their token, while it runs for longer than one holds.</summary>
public sealed class FederatedTokenTests : IDisposable
{
    private static readonly string _script = Path.Combine(RepositoryFiles.Root, ".github", "scripts", "keep-token.sh");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("token-");
    private readonly HttpListener _github = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private string TokenFile => Path.Combine(_folder.FullName, "token");

    public FederatedTokenTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _github.Prefixes.Add(Address);
        _github.Start();
        _ = AnswerAsync();
    }

    private string Address { get; }

    public void Dispose()
    {
        if (File.Exists($"{TokenFile}.pid"))
            using (var keeper = Process.GetProcessById(int.Parse(File.ReadAllText($"{TokenFile}.pid"))))
                keeper.Kill(entireProcessTree: true);
        _github.Close();
        _folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task Token_WhileTheJobRuns_IsRenewedAndAFailureKeepsTheLast()
    {
        foreach (var answer in new[] { """{"count":1,"value":"first"}""", "500", """{"message":"none"}""", """{ "value" : "second" }""" })
            _answers.Enqueue(answer);
        var (code, output) = await RunAsync("0.05");
        Assert.True(code == 0, output);

        var seen = new HashSet<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!seen.Contains("second"))
        {
            seen.Add(await File.ReadAllTextAsync(TokenFile, patience.Token));
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }

        // Never a part of one, nor an answer without one
        Assert.Equal(["first", "second"], seen.Order());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokenFile));
        Assert.All(
            _requests, request => Assert.Equal("/token?api-version=2&audience=api%3A%2F%2FAzureADTokenExchange bearer job", request));
    }

    [SkippableFact]
    public async Task Token_ThatGitHubRefuses_FailsTheStep()
    {
        _answers.Enqueue("403");

        var (code, _) = await RunAsync("60");

        Assert.Equal(1, code);
        Assert.False(File.Exists(TokenFile));
    }

    [SkippableFact]
    public async Task Token_WithoutThePermission_SaysWhatTheJobLacks()
    {
        var (code, output) = await RunAsync("60", offered: false);

        Assert.Equal((1, "GitHub offers this job no token; give the job the permission 'id-token: write'"), (code, output.Trim()));
    }

    private async Task AnswerAsync()
    {
        while (_github.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _github.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _requests.Enqueue($"{context.Request.RawUrl} {context.Request.Headers["Authorization"]}");
            // The last one again and again
            var answer = _answers.Count > 1 && _answers.TryDequeue(out var next) ? next : _answers.TryPeek(out var last) ? last : "404";
            if (int.TryParse(answer, out var status))
                context.Response.StatusCode = status;
            else
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }

    private async Task<(int Code, string Output)> RunAsync(string seconds, bool offered = true)
    {
        Skip.If(OperatingSystem.IsWindows(), "the jobs' script is for a Unix shell");
        Skip.IfNot(File.Exists("/usr/bin/curl") || File.Exists("/bin/curl"), "there is no curl on this machine");
        var start = new ProcessStartInfo("bash", [_script, TokenFile, seconds]) { RedirectStandardError = true };
        start.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = offered ? $"{Address}token?api-version=2" : "";
        start.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "job";
        using var process = Process.Start(start)!;
        var output = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}

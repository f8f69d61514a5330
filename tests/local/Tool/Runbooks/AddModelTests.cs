using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Tool.Tests.Runbooks;

/// <summary>
/// docs/runbooks/add-model.md, followed literally from a fresh clone, with a scikit-learn pipeline of mixed columns; then the same model as
/// the default one.
/// </summary>
public sealed partial class AddModelTests
{
    [SkippableFact]
    public async Task AddModel_FollowedLiterally_ServesTheModel_AndLeavesTheDefaultOne()
    {
        Skip.If(OperatingSystem.IsWindows(), "the runbook's commands are for bash");
        Skip.IfNot(RepositoryFiles.Exists(".git"), "this is no clone of the repository");
        using var clone = await FreshClone.MakeAsync();
        Skip.IfNot(await HasPythonAsync(clone), "Python has no scikit-learn or onnx (Debian: python3-sklearn python3-onnx)");
        string[] commands = [
            .. Block().Matches(RepositoryFiles.Read("docs/runbooks/add-model.md"))
            .Select(match => Indent().Replace(match.Groups[1].Value, "\n").Trim()),
        ];
        var (train, inspect, serve, call) = (commands[0], commands[1], commands[2], commands[3]);
        Assert.Equal(4, commands.Length);
        var port = FreePort();

        await clone.RunAsync(train);
        var described = await clone.RunAsync(inspect);
        await ServeAsync(clone, $"{serve} --port {port}", port, async () =>
        {
            var answer = JsonNode.Parse(
                await clone.RunAsync(call.Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal)))!;
            var usual = JsonNode.Parse(await clone.RunAsync(
                $"curl -sS http://127.0.0.1:{port}/predict -d "
                + $"'{{\"sepal_length\":5.1,\"sepal_width\":3.5,\"petal_length\":1.4,\"petal_width\":0.2}}'"))!;

            Assert.Contains("POST /models/deposits/predict", described, StringComparison.Ordinal);
            Assert.Equal(("deposits", "yes"), ((string?)answer["model"], (string?)answer["prediction"]));
            Assert.Equal(["no", "yes"], answer["probabilities"]!.AsObject().Select(label => label.Key));
            Assert.Equal(("iris", "setosa"), ((string?)usual["model"], (string?)usual["prediction"]));
            // Neither an offline feed was made, nor a package of Pulumi's asked for
            Assert.Equal(
                ["bin", "obj", "stamps", "tool"],
                Directory.GetDirectories(Path.Combine(clone.Path, "artifacts")).Select(Path.GetFileName).Order());
        });

        await ServeAsync(clone, $"{serve} --port {port} --models app/models --default deposits", port, async () =>
        {
            var answer = JsonNode.Parse(await clone.RunAsync(
                call.Replace("127.0.0.1:8080/models/deposits/predict", $"127.0.0.1:{port}/predict", StringComparison.Ordinal)))!;

            Assert.Equal(("deposits", "yes"), ((string?)answer["model"], (string?)answer["prediction"]));
        });
    }

    /// <summary>Has the server up while it is asked.</summary>
    private static async Task ServeAsync(FreshClone clone, string command, int port, Func<Task> ask)
    {
        using var server = clone.Start(command);
        try
        {
            await ReadyAsync(server, port);
            await ask();
        }
        finally
        {
            await StopAsync(server);
        }

        Assert.Equal(0, server.ExitCode);
    }

    private static async Task<bool> HasPythonAsync(FreshClone clone)
    {
        using var python = clone.Start("python3 -c 'import sklearn, onnx'");
        await python.WaitForExitAsync();
        return python.ExitCode == 0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ReadyAsync(Process server, int port)
    {
        _ = server.StandardError.ReadToEndAsync();
        while (await server.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("Application started", StringComparison.Ordinal))
                break;
        Assert.False(server.HasExited, "the server ended before it was ready");
        _ = server.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.TrueAsync(async () => (await client.GetAsync("/v2/health/ready")).StatusCode == HttpStatusCode.OK);
    }

    private static async Task StopAsync(Process server)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]))
            await kill.WaitForExitAsync();
        await server.WaitForExitAsync();
    }

    [GeneratedRegex(@"```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>A block within a list is indented as a whole.</summary>
    [GeneratedRegex(@"\n {3}")]
    private static partial Regex Indent();
}

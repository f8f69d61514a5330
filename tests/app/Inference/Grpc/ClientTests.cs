using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Grpc;

/// <summary>Clients that other people wrote, as Debian and npm have them.</summary>
public sealed class ClientTests
{
    private const string Limit = ", which is what Limits:MaxRequestBodyBytes allows";
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Grpc", "Clients");

    [SkippableFact]
    public async Task Client_InPythonByGrpcio_IsServed()
    {
        const string python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(python), "there is no Debian with Python here");
        var (found, missing) = await RunAsync(python, "-c", "import grpc, grpc_tools");
        Skip.If(found != 0, $"apt-get install python3-grpcio python3-grpc-tools is missing: {missing}");
        var answers = await AskAsync(python, "client.py");

        AssertServed(answers);
        Assert.Equal("UNIMPLEMENTED", (string?)answers["unimplemented"]);
        Assert.Equal("0801", (string?)answers["health"]);
    }

    [SkippableFact]
    public async Task Client_InJavaScriptByGrpcJs_IsServed()
    {
        await InstallAsync();

        AssertServed(await AskAsync("node", "client.mjs"));
    }

    private static void AssertServed(JsonNode answers)
    {
        var sums = InferMessage.Sixteen.Select(value => 2 * value);
        foreach (var (name, expected) in new (string, object)[]
        {
            ("live", true), ("ready", true), ("modelReady", true), ("server", "platform-inference"),
            ("model", new[] { "INPUT0", "INPUT1" }),
            ("raw", new object[] { "7", sums }), ("typed", sums), ("gzip", sums), ("after", new int[16]), ("deadline", "DEADLINE_EXCEEDED"),
            ("notFound", new[] { "NOT_FOUND", "model 'nope' not found" }),
            ("invalid",
                new[]
                {
                    "INVALID_ARGUMENT",
                    "input byte size mismatch for input 'INPUT1' for model 'simple'. Expected 64, got 8; INT32 of shape [1,16] has 16 "
                    + "elements of 4 bytes",
                }),
            ("tooLarge", new[] { "RESOURCE_EXHAUSTED", $"the request message is larger than 1000000 bytes{Limit}" }),
            ("tooLargeCompressed",
                new[] { "RESOURCE_EXHAUSTED", $"the request message is larger than 1000000 bytes when decompressed{Limit}" }),
        })
            Assert.Equal(
                (name, JsonSerializer.Serialize(expected, JsonSerializerOptions.Web)),
                (name, answers[name]?.ToJsonString(JsonSerializerOptions.Web)));
    }

    private static async Task<JsonNode> AskAsync(string program, string script)
    {
        await using var server = await GrpcServer.StartAsync("--Limits:MaxRequestBodyBytes", "1000000");
        var (exitCode, output) = await RunAsync(program, script, server.Address.Authority, Path.Combine(_folder, "inference.proto"));
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!;
    }

    private static async Task InstallAsync()
    {
        try
        {
            var (exitCode, output) = await RunAsync(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Skip.If(exitCode != 0, $"the npm registry does not give @grpc/grpc-js: {output}");
        }
        catch (Win32Exception)
        {
            Skip.If(true, "there is no Node.js with npm on this machine");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Platform.Bench.Hostile;

namespace Platform.Bench.Tests;

/// <summary>Each hostile request, against a server that has what a small pod has.</summary>
public sealed class AttackTests
{
    private const int AtATime = 4;
    private const string Python = "/usr/bin/python3";

    [SkippableFact]
    public async Task Attacks_OfEachKind_GetTheirAnswersAndTheServerGoesOn()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere nothing holds the process to its memory");
        var models = Directory.CreateTempSubdirectory();
        try
        {
            await WriteModelsAsync(models.FullName);
            var grpcPort = Peer.FreePort();
            await using var server = await Peer.StartAsync(
                Server(models.FullName, grpcPort), Requests.Iris(1), ("DOTNET_GCHeapHardLimit", "18000000"));
            var wrong = new List<string>();
            await Parallel.ForEachAsync(Attacks.All(), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (attack, _) =>
            {
                var outcome = await Attacker.RunAsync(attack, attack.IsGrpc ? grpcPort : server.Port);
                if (!Attacker.IsRight(attack, outcome))
                    lock (wrong)
                        wrong.Add($"{attack.Name}: {outcome}");
            });
            using var small = new SmallRequests(server.Port);
            var (answered, failed) = await small.SendAsync(TimeSpan.FromSeconds(1));

            Assert.Empty(wrong);
            Assert.False(server.HasEnded);
            Assert.Equal((200, 0), (answered.Count, failed));
        }
        finally
        {
            models.Delete(recursive: true);
        }
    }

    [Fact]
    public void Attacks_AreCalledDifferently()
        => Assert.Equal(Attacks.All().Count, Attacks.All().Select(attack => attack.Name).Distinct().Count());

    private static string[] Server(string models, int grpcPort)
    => [
        "dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Inference.dll"), "--urls", "http://127.0.0.1:PORT", "--Models:Root",
        models, "--Models:Default", "iris",
        "--Grpc:Port", grpcPort.ToString(CultureInfo.InvariantCulture), "--Limits:MemoryBytes", $"{512 << 20}",
        "--Logging:LogLevel:Default", "Warning",
    ];

    private static async Task WriteModelsAsync(string root)
    {
        Skip.IfNot(File.Exists(Python), "there is no Debian with Python here, whose onnx writes the models that are aimed at");
        using var process = Process.Start(
            new ProcessStartInfo(Python, [Path.Combine(Bench(), "hostile.py"), root]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Skip.If(errors.Contains("ModuleNotFoundError", StringComparison.Ordinal), $"apt-get install python3-onnx is missing: {errors}");
        Assert.True(process.ExitCode == 0, errors);
        foreach (var model in (string[])["iris", "sentiment"])
            foreach (var file in Directory.EnumerateFiles(
                Path.Combine(AppContext.BaseDirectory, "models", model), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(root, Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "models"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
    }

    private static string Bench([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "bench");
}

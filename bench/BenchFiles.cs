using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Platform.Forests;

namespace Platform.Bench;

/// <summary>The published server, and the models and commands of the peers, in a folder that goes with the run.</summary>
internal sealed class BenchFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench");

    /// <summary>This program, to be started again.</summary>
    public string[] Self { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Bench.dll")];

    public string Models { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    public string Mlp => Path.Combine(_folder.FullName, "batched");

    /// <summary>The shipped iris model in a process of its own.</summary>
    public string IrisApart => Path.Combine(_folder.FullName, "apart");

    public string MlpAlone => Path.Combine(_folder.FullName, "alone");

    public string Iris => Path.Combine(Models, "iris", "1", "model.onnx");

    /// <summary>The same forest as one tree, as the server makes it for itself.</summary>
    public string IrisMerged => Path.Combine(_folder.FullName, "iris-merged.onnx");

    public string[] FastApi => ["/usr/bin/python3", Path.Combine(Source, "peers", "fastapi", "server.py"), "PORT"];

    private string ServerFolder => Path.Combine(_folder.FullName, "server");

    private static string Source => Path.GetDirectoryName(ThisFile())!;

    public static async Task<BenchFiles> PrepareAsync()
    {
        var files = new BenchFiles();
        await PublishAsync(files.ServerFolder);
        await File.WriteAllBytesAsync(files.IrisMerged, ForestMerger.Merge(await File.ReadAllBytesAsync(files.Iris), MergeLimits.Default)!.Content);
        if (!Directory.Exists(Path.Combine(Source, "peers", "node", "node_modules")))
            await RunAsync("npm", ["install", "--ignore-scripts", "--no-package-lock", "--silent", "--prefix", Path.Combine(Source, "peers", "node")]);
        foreach (var root in (string[])[files.Mlp, files.MlpAlone])
            Directory.CreateDirectory(Path.Combine(root, "mlp", "1"));
        await RunAsync("/usr/bin/python3", [Path.Combine(Source, "mlp.py"), Path.Combine(files.Mlp, "mlp", "1", "model.onnx")]);
        File.Copy(Path.Combine(files.Mlp, "mlp", "1", "model.onnx"), Path.Combine(files.MlpAlone, "mlp", "1", "model.onnx"));
        await File.WriteAllTextAsync(
            Path.Combine(files.Mlp, "mlp", "model.json"), """{ "batching": { "maxBatchSize": 64, "maxQueueDelayMicroseconds": 2000, "maxQueueSize": 1024 } }""");
        Directory.CreateDirectory(Path.Combine(files.IrisApart, "iris", "1"));
        File.Copy(files.Iris, Path.Combine(files.IrisApart, "iris", "1", "model.onnx"));
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(files.Models, "iris", "model.json")))!;
        settings["isolation"] = "process";
        await File.WriteAllTextAsync(Path.Combine(files.IrisApart, "iris", "model.json"), settings.ToJsonString());
        return files;
    }

    public string[] Node(string model) => ["node", Path.Combine(Source, "peers", "node", "server.mjs"), model, "PORT"];

    /// <summary>The platform's server, with metrics (always on) and usage records.</summary>
    public string[] Server(string models) =>
    [
        "dotnet", Path.Combine(ServerFolder, "Platform.Inference.dll"), "--urls", "http://127.0.0.1:PORT",
        "--Models:Root", models, "--Usage:Path", Path.Combine(_folder.FullName, "usage"), "--Usage:SpoolBytes", "2147483647", "--Logging:LogLevel:Default", "Warning",
    ];

    /// <summary>The same, measured at its port of gRPC.</summary>
    public string[] GrpcServer(string models) => [.. Server(models), "--urls", "http://127.0.0.1:0", "--Grpc:Port", "PORT"];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>As the Dockerfile does, for this machine: compiled ahead, which a build is not.</summary>
    private static Task PublishAsync(string folder) => RunAsync(
        "dotnet",
        [
            "publish", Path.Combine(Source, "..", "app", "Inference", "Platform.Inference.csproj"), "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier,
            "--self-contained", "false", "--output", folder, "-p:UseAppHost=false", "--verbosity", "quiet", "--nologo",
        ]);

    private static async Task RunAsync(string command, string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new PeerException($"'{command} {string.Join(' ', arguments)}' failed");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

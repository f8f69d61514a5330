using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>The models and commands of the peers, in a folder that goes with the run.</summary>
internal sealed class BenchFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench");

    /// <summary>This program, to be started again.</summary>
    public string[] Self { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Bench.dll")];

    public string Models { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    public string Mlp => Path.Combine(_folder.FullName, "batched");

    public string MlpAlone => Path.Combine(_folder.FullName, "alone");

    public string[] Node => ["node", Path.Combine(Source, "peers", "node", "server.mjs"), Path.Combine(Models, "iris", "1", "model.onnx"), "PORT"];

    public string[] FastApi => ["/usr/bin/python3", Path.Combine(Source, "peers", "fastapi", "server.py"), "PORT"];

    private static string Source => Path.GetDirectoryName(ThisFile())!;

    public static async Task<BenchFiles> PrepareAsync()
    {
        var files = new BenchFiles();
        if (!Directory.Exists(Path.Combine(Source, "peers", "node", "node_modules")))
            await RunAsync("npm", ["install", "--ignore-scripts", "--no-package-lock", "--silent", "--prefix", Path.Combine(Source, "peers", "node")]);
        foreach (var root in (string[])[files.Mlp, files.MlpAlone])
            Directory.CreateDirectory(Path.Combine(root, "mlp", "1"));
        await RunAsync("/usr/bin/python3", [Path.Combine(Source, "mlp.py"), Path.Combine(files.Mlp, "mlp", "1", "model.onnx")]);
        File.Copy(Path.Combine(files.Mlp, "mlp", "1", "model.onnx"), Path.Combine(files.MlpAlone, "mlp", "1", "model.onnx"));
        await File.WriteAllTextAsync(
            Path.Combine(files.Mlp, "mlp", "model.json"), """{ "batching": { "maxBatchSize": 64, "maxQueueDelayMicroseconds": 2000, "maxQueueSize": 1024 } }""");
        return files;
    }

    /// <summary>The platform's server, with metrics (always on) and usage records.</summary>
    public string[] Server(string models) =>
    [
        "dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Inference.dll"), "--urls", "http://127.0.0.1:PORT",
        "--Models:Root", models, "--Usage:Path", Path.Combine(_folder.FullName, "usage.jsonl"), "--Logging:LogLevel:Default", "Warning",
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task RunAsync(string command, string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new PeerException($"'{command} {string.Join(' ', arguments)}' failed");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

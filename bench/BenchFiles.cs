using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Platform.Forests;
using Platform.Inference.Collection;

namespace Platform.Bench;

/// <summary>The published server, and the models and commands of the peers, in a folder that goes with the run.</summary>
internal sealed class BenchFiles : IDisposable
{
    private const string Python = "/usr/bin/python3";

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

    public string[] FastApi => [Python, Path.Combine(Source, "peers", "fastapi", "server.py"), "PORT"];

    private string Hostile => Path.Combine(_folder.FullName, "hostile");

    private string ServerFolder => Path.Combine(_folder.FullName, "server");

    private static string Source => Path.GetDirectoryName(ThisFile())!;

    public static async Task<BenchFiles> PrepareAsync()
    {
        var files = await PrepareServerAsync();
        await File.WriteAllBytesAsync(
            files.IrisMerged, ForestMerger.Merge(await File.ReadAllBytesAsync(files.Iris), MergeLimits.Default)!.Content);
        if (!Directory.Exists(Path.Combine(Source, "peers", "node", "node_modules")))
            await TryRunAsync(
                "npm", ["install", "--ignore-scripts", "--no-package-lock", "--silent", "--prefix", Path.Combine(Source, "peers", "node")]);
        await files.WriteMlpAsync();
        await files.WriteIrisApartAsync();
        return files;
    }

    /// <summary>The server alone.</summary>
    public static async Task<BenchFiles> PrepareServerAsync()
    {
        var files = new BenchFiles();
        await PublishAsync(files.ServerFolder);
        return files;
    }

    /// <summary>The shipped models, and those that hostile requests aim at.</summary>
    /// <exception cref="PeerException">There is no Python with onnx.</exception>
    public async Task WriteHostileModelsAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Models, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Hostile, Path.GetRelativePath(Models, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await RunAsync(Python, [Path.Combine(Source, "hostile.py"), Hostile]);
    }

    /// <summary>With as much memory as a small pod has.</summary>
    public string[] SmallServer(int grpcPort, int mebibytes)
    => [
        .. Server(Hostile), "--Models:Default", "iris", "--Grpc:Port", grpcPort.ToString(CultureInfo.InvariantCulture),
        "--Limits:MemoryBytes", ((long)mebibytes << 20).ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>
    /// .NET takes three quarters of a container's memory for its heap, which it must be told where there is no container.
    /// </summary>
    public (string Name, string Value)[] SmallHeap(int mebibytes)
        => [("DOTNET_GCHeapHardLimit", ((long)mebibytes * 3 / 4 << 20).ToString("X", CultureInfo.InvariantCulture))];

    public string[] Node(string model) => ["node", Path.Combine(Source, "peers", "node", "server.mjs"), model, "PORT"];

    /// <summary>The platform's server, with metrics (always on) and usage records.</summary>
    public string[] Server(string models)
    => [
        "dotnet", Path.Combine(ServerFolder, "Platform.Inference.dll"), "--urls", "http://127.0.0.1:PORT",
        "--Models:Root", models, "--Usage:Path", Path.Combine(_folder.FullName, "usage"), "--Usage:SpoolBytes", "2147483647",
        "--Logging:LogLevel:Default", "Warning",
    ];

    /// <summary>With a consent of the subscription, whose calls are then kept; the file holds for ten minutes from now.</summary>
    public string[] Keeping(string subscription)
    {
        var key = new byte[32];
        var now = TimeProvider.System.GetUtcNow();
        var consent = Path.Combine(_folder.FullName, "consent.json");
        File.WriteAllText(consent, new JsonObject
        {
            ["v"] = 1, ["written"] = now, ["entry"] = 1, ["sha256"] = "",
            ["consents"] = new JsonObject { [new Pseudonyms(key, now.Year).Of(subscription)] = new JsonArray("monitoring", "training") },
        }.ToJsonString());
        return
        [
            .. Server(Models), "--Collect:Consent", consent, "--Collect:To", Path.Combine(_folder.FullName, "records"), "--Collect:Key",
            Convert.ToBase64String(key),
        ];
    }

    /// <summary>The same, measured at its port of gRPC.</summary>
    public string[] GrpcServer(string models) => [.. Server(models), "--urls", "http://127.0.0.1:0", "--Grpc:Port", "PORT"];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>As the Dockerfile does, for this machine: compiled ahead, which a build is not.</summary>
    private static Task PublishAsync(string folder) => RunAsync(
        "dotnet",
        [
            "publish", Path.Combine(Source, "..", "app", "Inference", "Platform.Inference.csproj"), "--configuration", "Release",
            "--runtime", RuntimeInformation.RuntimeIdentifier,
            "--self-contained", "false", "--output", folder, "-p:UseAppHost=false", "--verbosity", "quiet", "--nologo",
        ]);

    private async Task WriteMlpAsync()
    {
        foreach (var root in (string[])[Mlp, MlpAlone])
            Directory.CreateDirectory(Path.Combine(root, "mlp", "1"));
        var model = Path.Combine(Mlp, "mlp", "1", "model.onnx");
        await RunAsync(Python, [Path.Combine(Source, "mlp.py"), model]);
        File.Copy(model, Path.Combine(MlpAlone, "mlp", "1", "model.onnx"));
        await File.WriteAllTextAsync(
            Path.Combine(Mlp, "mlp", "model.json"),
            """{ "batching": { "maxBatchSize": 64, "maxQueueDelayMicroseconds": 2000, "maxQueueSize": 1024 } }""");
    }

    private async Task WriteIrisApartAsync()
    {
        Directory.CreateDirectory(Path.Combine(IrisApart, "iris", "1"));
        File.Copy(Iris, Path.Combine(IrisApart, "iris", "1", "model.onnx"));
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Models, "iris", "model.json")))!;
        settings["isolation"] = "process";
        await File.WriteAllTextAsync(Path.Combine(IrisApart, "iris", "model.json"), settings.ToJsonString());
    }

    /// <summary>What fails is said: the peer that needs it is then not measured, and its goals are missed.</summary>
    private static async Task TryRunAsync(string command, string[] arguments)
    {
        try
        {
            await RunAsync(command, arguments);
        }
        catch (PeerException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }

    private static async Task RunAsync(string command, string[] arguments)
    {
        try
        {
            using var process = Process.Start(command, arguments);
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new PeerException($"'{command} {string.Join(' ', arguments)}' failed");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new PeerException($"'{command}' cannot be started: {exception.Message}");
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

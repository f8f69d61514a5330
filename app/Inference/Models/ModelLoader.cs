using Microsoft.ML.OnnxRuntime;
using Platform.Forests;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Platform.Inference.Models;

/// <summary>Opens ONNX files.</summary>
internal sealed partial class ModelLoader(TimeProvider time, ILogger<ModelLoader> logger)
{
    private const string UseSharedArena = "session.use_env_allocators";
    private static readonly Lazy<bool> s_sharedArena = new(CreateSharedArena);

    static ModelLoader()
    {
        RuntimeTelemetry.TurnOff();
        var options = new EnvironmentCreationOptions { logId = "inference", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        OrtEnv.CreateInstanceWithOptions(ref options).DisableTelemetryEvents();
    }

    /// <exception cref="ModelLoadException">The file is missing or no model, or cannot be served with these settings.</exception>
    public ModelVersion Load(ModelFile file)
    {
        InferenceSession? session = null;
        try
        {
            var settings = ModelSettings.Read(file.SettingsPath);
            if (!File.Exists(file.Path))
                throw new ModelLoadException("it has no model.onnx");
            using var options = Options(settings);
            var merged = settings.MergeTrees && ForestFile.TryRead(file.Path) is { } content ? ForestMerger.Merge(content, MergeLimits.Default) : null;
            session = merged is null ? new InferenceSession(file.Path, options) : new InferenceSession(merged.Content, options);
            var version = new ModelVersion(file.Model, file.Number, settings, session, time);
            if (merged is not null)
                LogMerged(version.Name, version.Version, merged.Trees, merged.Leaves);
            return version;
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or IOException or UnauthorizedAccessException)
        {
            session?.Dispose();
            throw new ModelLoadException(
                exception is OnnxRuntimeException ? "its model.onnx is not a valid ONNX model" : "its files cannot be read", exception);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private static SessionOptions Options(ModelSettings settings)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            EnableCpuMemArena = settings.Arena != Arena.None,
        };
        if (settings.Arena == Arena.Shared && s_sharedArena.Value)
            options.AddSessionConfigEntry(UseSharedArena, "1");
        // Spinning threads would take the processor from the requests that are being read.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static bool CreateSharedArena()
    {
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var arena = new OrtArenaCfg(0, -1, -1, -1);
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, arena);
        return true;
    }

    [LoggerMessage(6, LogLevel.Information, "Model '{Model}' version {Version} is served with its {Trees} trees merged into {Leaves} leaves")]
    private partial void LogMerged(string model, string version, int trees, int leaves);
}

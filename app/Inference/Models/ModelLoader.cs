using Microsoft.ML.OnnxRuntime;
using Platform.Forests;
using Platform.Forests.Onnx;
using Platform.Inference.Graphs;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Platform.Inference.Models;

/// <summary>Opens ONNX files.</summary>
internal sealed partial class ModelLoader(TimeProvider time, ILogger<ModelLoader> logger)
{
    private const string UseSharedArena = "session.use_env_allocators";
    private const string WeightsFolder = "session.model_external_initializers_file_folder_path";
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
        var graph = default(ModelProto);
        try
        {
            var settings = ModelSettings.Read(file.SettingsPath);
            if (!File.Exists(file.Path))
                throw new ModelLoadException("it has no model.onnx");
            graph = GraphFile.TryRead(file.Path);
            return Load(file, settings, graph);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelLoadException(LoadFailure.Describe(exception.Message, graph, file.Path), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException("its files cannot be read", exception);
        }
    }

    private ModelVersion Load(ModelFile file, ModelSettings settings, ModelProto? graph)
    {
        var findings = new List<Finding>();
        var content = graph is null ? null : ServableGraph.Rewrite(file.Path, graph, findings);
        using var options = Options(settings);
        if (graph is not null && CustomOperators.AreIn(graph))
            options.RegisterOrtExtensions();
        var merged = settings.MergeTrees && (content ?? ForestFile.TryRead(file.Path)) is { } forest ? ForestMerger.Merge(forest, MergeLimits.Default) : null;
        var session = Open(file, merged?.Content ?? content, options);
        try
        {
            var version = new ModelVersion(file.Model, file.Number, settings, session, time, graph?.Graph, findings);
            if (merged is not null)
                LogMerged(version.Name, version.Version, merged.Trees, merged.Leaves);
            return version;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Weights beside the model are looked for where its file is, also where it is served from memory.</summary>
    private static InferenceSession Open(ModelFile file, byte[]? content, SessionOptions options)
    {
        if (content is null)
            return new InferenceSession(file.Path, options);
        options.AddSessionConfigEntry(WeightsFolder, Path.GetDirectoryName(file.Path)!);
        return new InferenceSession(content, options);
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

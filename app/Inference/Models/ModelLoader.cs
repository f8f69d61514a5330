using Microsoft.ML.OnnxRuntime;
using Platform.Forests;
using Platform.Forests.Onnx;
using Platform.Inference.Buffers;
using Platform.Inference.Graphs;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Platform.Inference.Models;

/// <summary>Opens ONNX files.</summary>
internal sealed partial class ModelLoader(LoaderParts parts, TimeProvider time, ILogger<ModelLoader> logger)
{
    private const string UseSharedArena = "session.use_env_allocators";
    private const string WeightsFolder = "session.model_external_initializers_file_folder_path";
    private static readonly Lazy<bool> _sharedArena = new(CreateSharedArena);

    static ModelLoader()
    {
        NativeHeap.MapLarge();
        RuntimeTelemetry.TurnOff();
        // All models share these threads, but for those that ask for a number of their own.
        using var threads = new OrtThreadingOptions
        {
            GlobalIntraOpNumThreads = Environment.ProcessorCount, GlobalInterOpNumThreads = 1, GlobalSpinControl = false,
        };
        var options = new EnvironmentCreationOptions
        {
            logId = "inference", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, threadOptions = threads,
        };
        OrtEnv.CreateInstanceWithOptions(ref options).DisableTelemetryEvents();
    }

    /// <exception cref="ModelLoadException">The file is missing or no model, or cannot be served with these settings.</exception>
    public ModelVersion Load(ModelFile file) => Load(file, here: false);

    /// <summary>
    /// Like <see cref="Load(ModelFile)"/>, but in this process, also where the model is set to have its own: this is it then.
    /// </summary>
    /// <exception cref="ModelLoadException">As there.</exception>
    public ModelVersion LoadHere(ModelFile file) => Load(file, here: true);

    private ModelVersion Load(ModelFile file, bool here)
    {
        var graph = default(ModelProto);
        try
        {
            var settings = ModelSettings.Read(file.SettingsPath);
            if (!File.Exists(file.Path))
                throw new ModelLoadException("it has no model.onnx");
            graph = GraphFile.TryRead(file.Path);
            return Load(file, settings, graph, here);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelLoadException(
                LoadFailure.Describe(exception.Message, ContentOf(file.Path), graph is not null, file.Path), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException("its files cannot be read", exception);
        }
    }

    private ModelVersion Load(ModelFile file, ModelSettings settings, ModelProto? graph, bool here)
    {
        var held = ContentOf(file.Path);
        var facts = new GraphFacts(graph?.Graph, [], SteadyGraphs.IsSteady(held), graph is null ? null : EmptyInputs.UnsafeOperator(graph));
        var content = graph is null ? null : ServableGraph.Rewrite(file.Path, graph, facts.Findings);
        var fatal = graph is null || parts.Writers.Takes(file, graph, settings) ? null : FatalValues.OperatorIn(graph);
        settings = settings with { Isolation = IsolationChoice.Of(settings, fatal, facts.Findings) };
        if (settings.Isolation == Isolation.Process && !here)
            return Create(file, settings, parts.Isolate(file, time, logger), facts);
        if (fatal is not null && !here)
            Try(file, settings, facts, fatal);
        using var options = Options(settings);
        if (graph is not null && CustomOperators.AreIn(graph))
            options.RegisterOrtExtensions();
        using var copy = ModelCopy.TryCreate(file.Path, held);
        var merged = settings.MergeTrees && (content ?? ForestFile.TryRead(file.Path)) is { } forest
            ? ForestMerger.Merge(forest, MergeLimits.Default)
            : null;
        var version = Create(
            file, settings, OpenHere(file, () => Open(copy?.Path ?? file.Path, merged?.Content ?? content, options), settings, graph),
            facts);
        if (merged is not null)
            LogMerged(version.Name, version.Version, merged.Trees, merged.Leaves);
        return version;
    }

    private SessionRuntime OpenHere(ModelFile file, Func<InferenceSession> open, ModelSettings settings, ModelProto? graph)
    {
        var session = open();
        try
        {
            var signature = SessionSignature.Read(session, graph?.Graph);
            return new SessionRuntime(session, signature, settings, parts.Writers.TryOpen(file, session, signature, settings, time));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private ModelVersion Create(ModelFile file, ModelSettings settings, IModelRuntime runtime, GraphFacts facts)
    {
        var version = CreateUnchecked(file, settings, runtime, facts);
        try
        {
            foreach (var finder in parts.Uses)
                finder.Check(version);
            return version;
        }
        catch
        {
            version.Drop();
            throw;
        }
    }

    private ModelVersion CreateUnchecked(ModelFile file, ModelSettings settings, IModelRuntime runtime, GraphFacts facts)
    {
        try
        {
            IModelUse[] uses = [.. parts.Uses.SelectMany(finder => finder.Find(file, runtime.Signature, settings, facts))];
            return new ModelVersion(file, settings, runtime, facts with { Uses = uses }, time);
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <summary>Runs a model once elsewhere, whose first run could end the server.</summary>
    /// <exception cref="ModelLoadException">It did.</exception>
    private void Try(ModelFile file, ModelSettings settings, GraphFacts facts, string fatal)
    {
        var runtime = parts.Isolate(file, time, logger);
        var version = Create(file, settings with { Isolation = Isolation.Process }, runtime, facts with { Findings = [] });
        version.WarmUpAsync().GetAwaiter().GetResult();
        version.Drop();
        if (runtime.HasEnded)
            throw new ModelLoadException(
                $"its run of zeros, which was tried in a process of its own, ended that in its operator {fatal}; leave \"isolation\" out "
                + "of model.json, or set it to \"process\"");
    }

    /// <summary>What is wrong with a file is for ONNX Runtime to say.</summary>
    private static GraphContent ContentOf(string path)
    {
        try
        {
            return GraphContent.Read(path);
        }
        catch (InvalidDataException)
        {
            return GraphContent.Empty;
        }
    }

    /// <summary>Weights beside the model are looked for where its file is, also where it is served from memory.</summary>
    private static InferenceSession Open(string path, byte[]? content, SessionOptions options)
    {
        if (content is null)
            return new InferenceSession(path, options);
        options.AddSessionConfigEntry(WeightsFolder, Path.GetDirectoryName(path)!);
        return new InferenceSession(content, options);
    }

    private static SessionOptions Options(ModelSettings settings)
    {
        var options = new SessionOptions
        {
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            EnableCpuMemArena = settings.Arena != Arena.None,
        };
        if (settings.Arena == Arena.Shared && _sharedArena.Value)
            options.AddSessionConfigEntry(UseSharedArena, "1");
        if (settings.Threads == 0)
        {
            options.DisablePerSessionThreads();
            return options;
        }

        options.IntraOpNumThreads = settings.Threads;
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

    [LoggerMessage(
        6, LogLevel.Information, "Model '{Model}' version {Version} is served with its {Trees} trees merged into {Leaves} leaves")]
    private partial void LogMerged(string model, string version, int trees, int leaves);
}

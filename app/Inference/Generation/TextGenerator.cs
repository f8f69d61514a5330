using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Sampling;
using Platform.Inference.Generation.Templates;
using Platform.Inference.Generation.Text;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation;

/// <summary>A model that writes texts: its tokenizer, its chat template, and the engine that runs it.</summary>
internal sealed class TextGenerator : IModelWriter
{
    /// <summary>
    /// Of keys and values for each token: the prompt's own or those before the step, and those after it, with room between.
    /// </summary>
    private const int CacheCopies = 3;

    private readonly OnnxDecoder _decoder;
    private readonly DecoderConfig _config;
    private readonly TextEngine _engine;

    private TextGenerator(ModelFile file, OnnxDecoder decoder, DecoderConfig config, GenerationSettings settings, TimeProvider time)
    {
        var folder = Path.GetDirectoryName(file.Path)!;
        var tokens = ConfigFile.TryRead(folder, "tokenizer_config.json");
        (_decoder, _config) = (decoder, config);
        Tokenizer = TextTokenizer.Read(folder, tokens, decoder.Ports.Vocabulary, config.BeginToken);
        Template = ChatTemplate.TryRead(folder, tokens, (Tokenizer.BeginText, Tokenizer.EndText), time);
        Window = Math.Min(config.Window, settings.CachedTokens);
        _engine = new TextEngine(file.Model, decoder, Tokenizer, config.EndTokens, settings, time);
    }

    public TextTokenizer Tokenizer { get; }

    /// <summary>How it wants a conversation written; null for a model that is no chat.</summary>
    public ChatTemplate? Template { get; }

    /// <summary>Tokens of prompt and text together.</summary>
    public int Window { get; }

    /// <summary>Tokens that it knows.</summary>
    public int Vocabulary => _decoder.Ports.Vocabulary;

    /// <summary>How it chooses tokens where a caller does not say.</summary>
    public SamplingSettings Sampling => _config.Sampling;

    /// <summary>Texts that wait for a slot.</summary>
    public int Waiting => _engine.Waiting;

    /// <summary>Tokens that texts in the making may come to have together.</summary>
    public int Reserved => _engine.Reserved;

    /// <returns>Null for a model that is no decoder.</returns>
    /// <exception cref="ModelLoadException">Its folder is one of a decoder's, but it cannot be served.</exception>
    public static TextGenerator? TryCreate(
        ModelFile file, InferenceSession session, Signature signature, ModelSettings settings, TimeProvider time)
    {
        var config = DecoderConfig.TryRead(Path.GetDirectoryName(file.Path)!, DecoderPorts.HavePast(signature));
        if (config is null)
            return settings.Generation is null ? null : throw new ModelLoadException(
                "model.json sets \"generation\", but it is no decoder: it has neither genai_config.json, nor config.json and inputs "
                + "past_key_values");
        var ports = DecoderPorts.Read(signature, config.Names, config.Source);
        foreach (var end in config.EndTokens)
            if (end < 0 || end >= ports.Vocabulary)
                throw new ModelLoadException(
                    $"its {config.Source} has the end token {end}, and its graph knows those from 0 below {ports.Vocabulary}");
        return new TextGenerator(file, new OnnxDecoder(session, ports), config, settings.Generation ?? new GenerationSettings(), time);
    }

    /// <summary>Whether a folder is one of a model that writes texts.</summary>
    /// <exception cref="ModelLoadException">It is, and is set to run in a process of its own: that is for tensors, as it would have to send
    /// every token by itself.</exception>
    public static bool IsIn(ModelFile file, Forests.Onnx.ModelProto graph, ModelSettings settings)
    {
        var hasPast = graph.Graph.Input.Any(input => input.Name.StartsWith("past_key_values.", StringComparison.Ordinal));
        if (DecoderConfig.TryRead(Path.GetDirectoryName(file.Path)!, hasPast) is null)
            return false;
        if (graph.Graph.Node.Any(node => node.OpType == "GroupQueryAttention"))
            throw new ModelLoadException(
                "its graph has GroupQueryAttention, which keeps a text at the beginning of its row of the cache, where this server has "
                + "what fills rows up; export the model with Optimum, which writes ONNX's own operators");
        return settings.Isolation != Isolation.Process ? true : throw new ModelLoadException(
            "model.json sets \"isolation\", which goes with models of tensors only; a model that writes texts runs in the server's "
            + "own process");
    }

    /// <summary>Its graph and its tokens are its own: callers see texts, and how long they may be.</summary>
    public string? LackOf(IModelWriter inService) => inService is not TextGenerator other ? null
        : other.Template is not null && Template is null ? "it has no chat template, and so no conversations"
        : Window < other.Window ? $"its window has {Window} tokens instead of {other.Window}"
        : null;

    /// <exception cref="Execution.RefusedException">The queue is full, or the model is being taken out of service.</exception>
    public void Submit(TextJob job) => _engine.Submit(job);

    /// <summary>Memory for a text of so many tokens, with its prompt.</summary>
    public long MemoryOf(int tokens) => CacheCopies * (long)tokens * _decoder.Ports.BytesPerToken;

    /// <summary>Makes a text of two tokens, so that the first caller does not pay for what is set up on first use.</summary>
    /// <exception cref="Exception">The graph failed.</exception>
    public async Task WarmUpAsync()
    {
        var job = new TextJob
        {
            Prompt = [_config.BeginToken is { } begin && begin >= 0 && begin < _decoder.Ports.Vocabulary ? begin : 0], MaxTokens = 2,
        };
        Submit(job);
        await foreach (var _ in job.Pieces.ReadAllAsync())
        {
        }
    }

    /// <summary>Ends all texts, and takes no more.</summary>
    public void Abort()
    {
        _engine.Abort();
        _decoder.Terminate();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _decoder.Dispose();
    }
}

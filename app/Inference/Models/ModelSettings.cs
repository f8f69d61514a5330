using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Nodes;

namespace Platform.Inference.Models;

/// <summary><c>&lt;root&gt;/&lt;model&gt;/model.json</c>; every part is optional.</summary>
/// <param name="Description">One sentence for people.</param>
/// <param name="Features">Names of the columns of the inputs, in the model's order.</param>
/// <param name="Optional">Features that a caller may leave out: missing is NaN, or the empty string.</param>
/// <param name="Labels">Names of the classes, in the order of the graph's own and of the probabilities.</param>
/// <param name="Task">What the outputs are; read from the graph where it is not said.</param>
/// <param name="Outputs">Which outputs a prediction is made of.</param>
/// <param name="Categories">By feature, the values that it takes, for the documentation; others are not refused.</param>
/// <param name="Example">A body for <c>/predict</c>.</param>
/// <param name="Batching">Without it every request runs by itself.</param>
/// <param name="Arena">Where its intermediate results live.</param>
/// <param name="Threads">Threads within one run; 0 takes the container's CPU limit.</param>
/// <param name="MaxRunMilliseconds">After which a run is ended; 0 for never.</param>
/// <param name="MaxTextLength">Bytes of UTF-8 of one text.</param>
/// <param name="Isolation">Where it runs; where nobody says it, as <see cref="IsolationChoice"/> chooses.</param>
/// <param name="Generation">How a model that writes texts does so.</param>
/// <param name="Embedding">What makes a graph that reads tokens one that gives embeddings of texts.</param>
/// <param name="Release">Which version is being released, and how far it is; without it the highest serves everybody.</param>
/// <param name="MergeTrees">Whether forests are replaced by one tree where that fits.</param>
internal sealed record ModelSettings(
    string? Description = null,
    FeatureNames? Features = null,
    string[]? Optional = null,
    string[]? Labels = null,
    Dictionary<string, string[]>? Categories = null,
    ModelTask? Task = null,
    OutputNames? Outputs = null,
    JsonObject? Example = null,
    BatchingSettings? Batching = null,
    int Threads = 0,
    Arena Arena = Arena.Own,
    bool MergeTrees = true,
    int MaxRunMilliseconds = 0,
    int MaxTextLength = 1 << 20,
    Isolation? Isolation = null,
    GenerationSettings? Generation = null,
    EmbeddingSettings? Embedding = null,
    ReleaseSettings? Release = null)
{
    [JsonIgnore]
    public TimeSpan? LongestRun => MaxRunMilliseconds == 0 ? null : TimeSpan.FromMilliseconds(MaxRunMilliseconds);

    /// <exception cref="ModelLoadException">The file is no JSON of this form, or a value is out of range.</exception>
    public static ModelSettings Read(string file)
    {
        if (!File.Exists(file))
            return new ModelSettings();
        var json = File.ReadAllBytes(file).AsSpan();
        if (json.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        try
        {
            ModelSettingsKeys.Check(json);
            var settings = JsonSerializer.Deserialize(json, ModelSettingsJson.Default.ModelSettings)
                ?? throw new ModelLoadException("model.json is null; expected an object");
            settings.Validate();
            return settings;
        }
        catch (JsonException exception)
        {
            throw new ModelLoadException(
                $"model.json does not fit at '{exception.Path ?? "$"}' (line {exception.LineNumber + 1}); see app/README.md for its form",
                exception);
        }
    }

    /// <summary>As some editors write it at the start of a file.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    private void Validate()
    {
        AtLeast(1, Batching?.MaxBatchSize ?? 1, "batching.maxBatchSize");
        AtLeast(0, Batching?.MaxQueueDelayMicroseconds ?? 0, "batching.maxQueueDelayMicroseconds");
        AtLeast(1, Batching?.MaxQueueSize ?? 1, "batching.maxQueueSize");
        AtLeast(0, Threads, "threads");
        AtLeast(0, MaxRunMilliseconds, "maxRunMilliseconds");
        AtLeast(1, MaxTextLength, "maxTextLength");
        AtLeast(1, Generation?.Slots ?? 1, "generation.slots");
        AtLeast(3, Generation?.CachedTokens ?? 3, "generation.cachedTokens");
        AtLeast(1, Generation?.MaxQueueSize ?? 1, "generation.maxQueueSize");
        AtLeast(1, Generation?.PieceTokens ?? 1, "generation.pieceTokens");
        AtLeast(1, Generation?.ReadTokens ?? 1, "generation.readTokens");
        AtLeast(3, Embedding?.MaxTokens ?? 3, "embedding.maxTokens");
        if (Release?.Problem is { } problem)
            throw new ModelLoadException($"model.json sets {problem}");
        RequireNames(Features?.All, "features");
        RequireNames(Optional, "optional");
        RequireNames(Labels, "labels");
        foreach (var (feature, values) in Categories ?? [])
            RequireNames(values, $"categories.{feature}");
        RequireNames(Outputs?.All, "outputs");
        RequireAnswer();
    }

    /// <summary>Something must be left that a prediction can be made of.</summary>
    private void RequireAnswer()
    {
        if (Outputs is { All: [] })
            throw new ModelLoadException(
                "model.json names none in \"outputs\"; expected a list of those to give, or what they are, {\"label\": \"a\", "
                + "\"probabilities\": \"b\"}");
        if (Outputs is { List: null, All: var names } && Task is ModelTask.Regression or ModelTask.Tensors)
            throw new ModelLoadException(
                $"model.json sets the task to {Task.ToString()!.ToLowerInvariant()}, but says in \"outputs\" which is the label or has the "
                + $"probabilities; list those to give, [\"{string.Join("\", \"", names)}\"], or leave \"task\" out");
    }

    /// <summary>Each is a key of the JSON that callers send or get.</summary>
    private static void RequireNames(string?[]? names, string setting)
    {
        for (var i = 0; i < names?.Length; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
                throw new ModelLoadException($"model.json sets {setting}[{i}] to {(names[i] is null ? "null" : "\"\"")}; expected a name");
            if (Array.IndexOf(names, names[i]) < i)
                throw new ModelLoadException($"model.json names '{names[i]}' twice in {setting}; expected different names");
        }
    }

    private static void AtLeast(int minimum, int value, string setting)
    {
        if (value < minimum)
            throw new ModelLoadException($"model.json sets {setting} to {value}; expected at least {minimum}");
    }
}

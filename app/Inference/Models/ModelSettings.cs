using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Inference.Models;

/// <summary><c>&lt;root&gt;/&lt;model&gt;/model.json</c>; every part is optional.</summary>
/// <param name="Description">One sentence for people.</param>
/// <param name="Features">Names of the columns of the only input, or of the inputs, in the model's order.</param>
/// <param name="Labels">Names of the classes, in the order of the probabilities.</param>
/// <param name="Categories">By feature, the values that it takes, for the documentation; others are not refused.</param>
/// <param name="Example">A body for <c>/predict</c>; also the sample that warms the model up.</param>
/// <param name="Batching">Without it every request runs by itself.</param>
/// <param name="Arena">Where its intermediate results live.</param>
/// <param name="Threads">Threads within one run; 0 takes the container's CPU limit.</param>
/// <param name="MergeTrees">Whether forests are replaced by one tree where that fits.</param>
internal sealed record ModelSettings(
    string? Description = null,
    string[]? Features = null,
    string[]? Labels = null,
    Dictionary<string, string[]>? Categories = null,
    JsonObject? Example = null,
    BatchingSettings? Batching = null,
    int Threads = 0,
    Arena Arena = Arena.Own,
    bool MergeTrees = true)
{
    /// <exception cref="ModelLoadException">The file is no JSON of this form, or a value is out of range.</exception>
    public static ModelSettings Read(string file)
    {
        if (!File.Exists(file))
            return new ModelSettings();
        try
        {
            var settings = JsonSerializer.Deserialize(File.ReadAllBytes(file), ModelSettingsJson.Default.ModelSettings)
                ?? throw new ModelLoadException("model.json is null; expected an object");
            settings.Validate();
            return settings;
        }
        catch (JsonException exception)
        {
            throw new ModelLoadException(
                $"model.json does not fit at '{exception.Path}' (line {exception.LineNumber + 1}); see app/README.md for its form", exception);
        }
    }

    private void Validate()
    {
        AtLeast(1, Batching?.MaxBatchSize ?? 1, "batching.maxBatchSize");
        AtLeast(0, Batching?.MaxQueueDelayMicroseconds ?? 0, "batching.maxQueueDelayMicroseconds");
        AtLeast(1, Batching?.MaxQueueSize ?? 1, "batching.maxQueueSize");
        AtLeast(0, Threads, "threads");
        RequireNames(Features, "features");
        RequireNames(Labels, "labels");
        foreach (var (feature, values) in Categories ?? [])
            RequireNames(values, $"categories.{feature}");
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

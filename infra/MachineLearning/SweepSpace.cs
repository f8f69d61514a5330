using System.Text.Json;

namespace Platform.Infra.MachineLearning;

/// <summary>What a model's sweep goes through, as <c>app/training</c> declares it for this machine and for the workspace alike.</summary>
/// <param name="Space">By the name of a setting, the values that it may have.</param>
/// <param name="Metric">What a trial reports after each fold: the less, the better.</param>
internal sealed record SweepSpace(Dictionary<string, JsonElement[]> Space, string Metric, int Folds)
{
    /// <param name="folder">app/training.</param>
    /// <param name="model">A folder in it.</param>
    public static SweepSpace Read(string folder, string model)
    {
        var file = Path.Combine(folder, model, "sweep.json");
        return JsonSerializer.Deserialize(File.ReadAllText(file), PipelineStepJson.Default.SweepSpace)
            ?? throw new InvalidDataException($"'{file}' holds null; expected what a sweep goes through");
    }

    /// <summary>How many combinations there are.</summary>
    public int Points => Space.Values.Aggregate(1, (points, values) => points * values.Length);

    /// <summary>By their names, what a component takes them as.</summary>
    public IReadOnlyList<(string Name, string Type)> Types => [.. Space.Select(setting => (setting.Key, TypeOf(setting.Value)))];

    /// <returns>Numbers, truth values and texts.</returns>
    public static object[] Plain(JsonElement[] values)
        => [.. values.Select(value => TypeOf(values) switch
        {
            "integer" => (object)value.GetInt32(),
            "number" => value.GetDouble(),
            "boolean" => value.GetBoolean(),
            _ => value.GetString()!,
        })];

    // https://learn.microsoft.com/azure/machine-learning/reference-yaml-component-command#component-inputs
    private static string TypeOf(JsonElement[] values) => values[0].ValueKind switch
    {
        JsonValueKind.Number => Array.TrueForAll(values, value => value.TryGetInt32(out _)) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };
}

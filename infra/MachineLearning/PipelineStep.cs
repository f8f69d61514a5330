using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Infra.MachineLearning;

/// <summary>A step of a model's training, as <c>app/training</c> declares it for this machine and for the workspace alike.</summary>
/// <param name="Name">What <c>run.py</c> calls it.</param>
/// <param name="Inputs">Outputs of earlier steps by their names, and <c>data</c> and <c>service</c>, which are there before.</param>
/// <param name="Outputs">Folders that it fills.</param>
/// <param name="Environment">Whose libraries it runs with; null for those of the other jobs.</param>
internal sealed record PipelineStep(string Name, string[] Inputs, string[] Outputs, string? Environment = null)
{
    /// <summary>The input that is a file of rows.</summary>
    public const string Data = "data";

    /// <summary>Inputs that are values, and of which type.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, string Type)> Values { get; init; } = [];

    /// <param name="folder">app/training.</param>
    /// <param name="model">A folder in it.</param>
    /// <returns>Those of the model, then those that let it be registered.</returns>
    public static PipelineStep[] Read(string folder, string model)
        => [.. Read(Path.Combine(folder, model, "steps.json")), .. Read(Path.Combine(folder, "release.json"))];

    /// <summary>Where there are no rows for it but those that it makes up.</summary>
    public PipelineStep WithoutData() => this with { Inputs = [.. Inputs.Where(input => input != Data)] };

    /// <param name="file">A list of steps.</param>
    public static PipelineStep[] Read(string file)
        => JsonSerializer.Deserialize(File.ReadAllText(file), PipelineStepJson.Default.PipelineStepArray)
            ?? throw new InvalidDataException($"'{file}' holds null; expected a list of steps");
}

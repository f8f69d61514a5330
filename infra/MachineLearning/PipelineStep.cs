using System.Text.Json;

namespace Platform.Infra.MachineLearning;

/// <summary>A step of a model's training, as <c>app/training</c> declares it for this machine and for the workspace alike.</summary>
/// <param name="Name">What <c>run.py</c> calls it.</param>
/// <param name="Inputs">Outputs of earlier steps by their names, and <c>data</c> and <c>service</c>, which are there before.</param>
/// <param name="Outputs">Folders that it fills.</param>
internal sealed record PipelineStep(string Name, string[] Inputs, string[] Outputs)
{
    /// <param name="folder">app/training.</param>
    /// <param name="model">A folder in it.</param>
    /// <returns>Those of the model, then those that let it be registered.</returns>
    public static PipelineStep[] Read(string folder, string model)
        => [.. Read(Path.Combine(folder, model, "steps.json")), .. Read(Path.Combine(folder, "release.json"))];

    private static PipelineStep[] Read(string file)
        => JsonSerializer.Deserialize(File.ReadAllText(file), PipelineStepJson.Default.PipelineStepArray)
            ?? throw new InvalidDataException($"'{file}' holds null; expected a list of steps");
}

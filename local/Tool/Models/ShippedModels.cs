using System.Text.Json.Nodes;

namespace Platform.Tool.Models;

/// <summary>The models of this repository, by their own settings.</summary>
internal static class ShippedModels
{
    /// <summary>The default of the server, unless a stack declares another.</summary>
    public const string Default = "iris";

    /// <summary>A body for /predict; null where the model has none.</summary>
    public static JsonNode? ExampleOf(string model)
    {
        var file = Repository.At("app", "models", model, "model.json");
        return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))?["example"] : null;
    }

    /// <inheritdoc cref="ExampleOf"/>
    public static JsonNode Example(string model)
        => ExampleOf(model) ?? throw new FailedException($"the model.json of {model} has no \"example\"");
}

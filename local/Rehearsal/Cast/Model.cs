using System.Text.Json.Nodes;

namespace Platform.Rehearsal.Cast;

/// <summary>The model that is called: one of those shipped with the server.</summary>
internal static class Model
{
    public const string Name = "iris";

    /// <summary>The shipped models.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>A body that it takes, in one line.</summary>
    public static string Example { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, Name, "model.json")))!["example"]!.ToJsonString();
}

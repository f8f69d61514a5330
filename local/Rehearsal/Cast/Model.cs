using System.Text.Json.Nodes;

namespace Platform.Rehearsal.Cast;

/// <summary>The model that is called: one of those shipped with the server.</summary>
internal static class Model
{
    public const string Name = "iris";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "models", Name);

    /// <summary>A body that it takes, in one line.</summary>
    public static string Example { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "model.json")))!["example"]!
        .ToJsonString();

    /// <summary>Puts it alone into a repository: servers that are killed all the time start the faster the less they load.</summary>
    public static void CopyTo(string root)
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Name, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

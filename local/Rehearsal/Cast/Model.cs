using System.Text.Json.Nodes;

namespace Platform.Rehearsal.Cast;

/// <summary>The model that is called: one of those shipped with the server.</summary>
internal static class Model
{
    public const string Name = "iris";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "models", Name);

    /// <summary>A body that it takes, in one line.</summary>
    public static string Example { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, "model.json")))!["example"]!.ToJsonString();

    /// <summary>Puts it alone into a repository: servers that are killed all the time start the faster the less they load.</summary>
    public static void CopyTo(string root)
    {
        foreach (var file in Directory.EnumerateFiles(s_folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Name, Path.GetRelativePath(s_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

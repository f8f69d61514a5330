using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>What <c>Pulumi.yaml</c> says: the project's name, and values for keys that a stack leaves out.</summary>
/// <param name="Declared">The keys that there are.</param>
internal sealed record ProjectFile(string Name, IReadOnlyDictionary<string, string> Defaults, IReadOnlyList<string> Declared)
{
    /// <exception cref="ReviewException">The file cannot be read, or names no project.</exception>
    public static ProjectFile Read(string path) => Of(path, YamlFile.Read(path));

    /// <param name="path">What the text is called in messages.</param>
    /// <exception cref="ReviewException">The text names no project.</exception>
    public static ProjectFile Parse(string path, string text) => Of(path, YamlFile.Parse(path, text));

    private static ProjectFile Of(string path, YamlFile file)
    {
        var name = (file.Content.Member("name") as YamlScalarNode)?.Value;
        if (string.IsNullOrEmpty(name))
            throw new ReviewException($"{Path.GetFileName(path)} has no 'name: <project>'.");
        var config = file.Mapping("config");
        return new ProjectFile(
            name, Values(name, config), [.. config.Children.Keys.Select(key => Key(name, ((YamlScalarNode)key).Value!))]);
    }

    private static string Key(string project, string name) => name.Contains(':', StringComparison.Ordinal) ? name : $"{project}:{name}";

    private static Dictionary<string, string> Values(string project, YamlMappingNode config)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, declaration) in config.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (Value(declaration) is { } value)
                values.Add(Key(project, name), YamlValue.Text(value));
        }

        return values;
    }

    // As the CLI reads a declaration: its default, else its value; anything that is no mapping is itself the default.
    private static YamlNode? Value(YamlNode declaration) => declaration is YamlMappingNode mapping
        ? mapping.Member("default") ?? mapping.Member("value")
        : declaration;
}

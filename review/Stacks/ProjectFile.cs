using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>What <c>Pulumi.yaml</c> says: the project's name, and values for keys that a stack leaves out.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyDictionary<string, string> Defaults)
{
    /// <exception cref="ReviewException">The file cannot be read, or names no project.</exception>
    public static ProjectFile Read(string path)
    {
        var file = YamlFile.Read(path);
        var name = (file.Content.Member("name") as YamlScalarNode)?.Value;
        if (string.IsNullOrEmpty(name))
            throw new ReviewException($"{Path.GetFileName(path)} has no 'name: <project>'.");
        return new ProjectFile(name, Values(name, file.Mapping("config")));
    }

    private static Dictionary<string, string> Values(string project, YamlMappingNode config)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, declaration) in config.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (Value(declaration) is { } value)
                values.Add(name.Contains(':', StringComparison.Ordinal) ? name : $"{project}:{name}", YamlValue.Text(value));
        }
        return values;
    }

    // As the CLI reads a declaration: its default, else its value; anything that is no mapping is itself the default.
    private static YamlNode? Value(YamlNode declaration) => declaration is YamlMappingNode mapping
        ? mapping.Member("default") ?? mapping.Member("value")
        : declaration;
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>A YAML file whose document is a mapping; problems with it name the file and the line.</summary>
internal sealed class YamlFile
{
    private readonly string _path;

    private YamlFile(string path, YamlMappingNode content) => (_path, Content) = (path, content);

    public YamlMappingNode Content { get; }

    /// <exception cref="ReviewException">The file cannot be read, or is not such a document.</exception>
    public static YamlFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReviewException($"{Path.GetFileName(path)} cannot be read: {exception.Message}", exception);
        }
    }

    /// <param name="path">What the text is called in messages.</param>
    /// <exception cref="ReviewException">The text is not such a document.</exception>
    public static YamlFile Parse(string path, string text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents switch
            {
                [] => new YamlFile(path, []),
                [{ RootNode: YamlMappingNode mapping }] => new YamlFile(path, mapping),
                _ => throw new ReviewException($"{Path.GetFileName(path)} must hold one mapping, 'config: …'."),
            };
        }
        catch (YamlException exception)
        {
            var reason = (exception.InnerException ?? exception).Message.TrimEnd('.');
            throw new ReviewException($"{At(path, exception.Start)} is not valid YAML: {reason}.", exception);
        }
    }

    /// <summary>The value of a top-level key that must be a mapping; empty when the key or its value is missing.</summary>
    /// <exception cref="ReviewException">It is something else.</exception>
    public YamlMappingNode Mapping(string key) => Content.Member(key) switch
    {
        null or YamlScalarNode { Value: null or "" } => [],
        YamlMappingNode mapping => mapping,
        var other => throw new ReviewException($"{At(other)}: '{key}' must be a mapping of keys and values."),
    };

    public string At(YamlNode node) => At(_path, node.Start);

    private static string At(string path, Mark mark) => $"{Path.GetFileName(path)}, line {mark.Line}, column {mark.Column}";
}

using System.Text.Json.Nodes;
using Platform.Review.Stacks;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Platform.Review.Values;

/// <summary>YAML as JSON, read in one pass: plans have tens of thousands of lines.</summary>
internal static class YamlDocument
{
    /// <exception cref="YamlException">It is not valid, or has what a plan has not: several documents, anchors, a name twice.</exception>
    public static JsonNode? Parse(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            return Document(parser);
        }
        catch (InvalidOperationException exception)
        {
            // The scanner's own, for some texts that begin a list or mapping in brackets and do not end it.
            var at = parser.Current?.Start ?? Mark.Empty;
            throw new YamlException(at, at, exception.Message, exception);
        }
    }

    private static JsonNode? Document(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var content = Node(parser);
        parser.Consume<DocumentEnd>();
        parser.Consume<StreamEnd>();
        return content;
    }

    private static JsonNode? Node(Parser parser)
    {
        if (parser.TryConsume<MappingStart>(out _))
            return Mapping(parser);
        if (parser.TryConsume<SequenceStart>(out _))
            return Sequence(parser);
        var scalar = parser.Consume<Scalar>();
        return YamlValue.Json(new YamlScalarNode(scalar.Value) { Style = scalar.Style });
    }

    private static JsonObject Mapping(Parser parser)
    {
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>();
            if (!members.TryAdd(name.Value, Node(parser)))
                throw new YamlException(name.Start, name.End, $"'{name.Value}' is there twice");
        }

        return members;
    }

    private static JsonArray Sequence(Parser parser)
    {
        var elements = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            elements.Add(Node(parser));
        return elements;
    }
}

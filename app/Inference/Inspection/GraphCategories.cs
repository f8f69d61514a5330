using System.Text;
using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Inference.Inspection;

/// <summary>The values that a graph knows of its text inputs: the keys of what encodes them.</summary>
internal static class GraphCategories
{
    /// <summary>Weights of a larger file are not worth reading for a list of words.</summary>
    private const long MostBytes = 64 << 20;

    private static readonly string[] _keys = ["cats_strings", "keys_strings"];

    /// <summary>By input, in the graph's order; only inputs that go straight into an encoder.</summary>
    public static IReadOnlyDictionary<string, string[]> Read(string file)
    {
        if (new FileInfo(file).Length > MostBytes)
            return new Dictionary<string, string[]>();
        try
        {
            var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
            var categories = from node in graph.Node
                             where node.OpType is "OneHotEncoder" or "LabelEncoder" && node.Input.Count > 0
                             from attribute in node.Attribute
                             where _keys.Contains(attribute.Name) && attribute.Strings.Count > 0
                             select (Input: node.Input[0],
                                 Values: attribute.Strings.Select(value => Encoding.UTF8.GetString(value.Span)).Distinct().ToArray());
            return categories.DistinctBy(encoder => encoder.Input).ToDictionary(encoder => encoder.Input, encoder => encoder.Values);
        }
        catch (InvalidProtocolBufferException)
        {
            return new Dictionary<string, string[]>();
        }
    }
}

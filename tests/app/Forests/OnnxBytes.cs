using System.Text;
using Google.Protobuf;

namespace Platform.Forests.Tests;

/// <summary>Writes ONNX files field by field, independently of the classes that the server reads them with.</summary>
internal static class OnnxBytes
{
    public static byte[] Message(int field, params byte[][] content) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom([.. content.SelectMany(part => part)]));
    });

    public static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Number(int field, long number) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    });

    public static byte[] Real(int field, float number) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(number);
    });

    public static byte[] Attribute(string name, object value) => Message(5, Text(1, name), value switch
    {
        long number => [.. Number(3, number), .. Number(20, 2)],
        string text => [.. Text(4, text), .. Number(20, 3)],
        float[] numbers => [.. numbers.SelectMany(number => Real(7, number)), .. Number(20, 6)],
        long[] numbers => [.. numbers.SelectMany(number => Number(8, number)), .. Number(20, 7)],
        string[] texts => [.. texts.SelectMany(text => Text(9, text)), .. Number(20, 8)],
        _ => throw new ArgumentException($"no attribute has type {value.GetType()}", nameof(value)),
    });

    /// <summary>A value of a graph: 11 is its input, 12 its output.</summary>
    public static byte[] Value(int field, string name, int type) => Message(field, Text(1, name), Message(2, Message(1, Number(1, type))));

    /// <summary>A value with a shape, whose free dimensions are -1 and all different.</summary>
    public static byte[] Value(int field, string name, int type, long[] shape) => Message(
        field, Text(1, name),
        Message(
            2,
            Message(
                1, Number(1, type),
                Message(
                    2,
                    [
                        .. shape.Select(
                            (dimension, index) => Message(1, dimension < 0 ? Text(2, $"{name}_{index}") : Number(1, dimension))),
                    ]))));

    public static byte[] Node(string domain, string operation, string input, string[] outputs, params byte[][] attributes)
        => Node(domain, operation, [input], outputs, attributes);

    public static byte[] Node(string domain, string operation, string[] inputs, string[] outputs, params byte[][] attributes)
        => Message(1, NodeContent(domain, operation, inputs, outputs, attributes));

    /// <summary>What a node says, in whatever message it stands.</summary>
    public static byte[] NodeContent(string domain, string operation, string[] inputs, string[] outputs, params byte[][] attributes)
        => [
            .. inputs.SelectMany(input => Text(1, input)), .. outputs.SelectMany(output => Text(2, output)), .. Text(4, operation),
            .. attributes.SelectMany(attribute => attribute), .. Text(7, domain),
        ];

    public static byte[] Model(params byte[][] graph)
        => [
            .. Number(1, 8), .. Message(7, [Text(2, "forest"), .. graph]), .. Message(8, Text(1, ""), Number(2, 17)),
            .. Message(8, Text(1, "ai.onnx.ml"), Number(2, 3)),
        ];

    private static byte[] Write(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}

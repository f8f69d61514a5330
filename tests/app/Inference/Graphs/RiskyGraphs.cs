using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Graphs;

/// <summary>Parts of graphs that ONNX Runtime dies of.</summary>
internal static class RiskyGraphs
{
    /// <summary>A recurrent network of one unit on [rows,batch,1].</summary>
    public static byte[] Recurrent(string operation, int gates, string input, string output)
    => [.. RecurrentNode(operation, input, output), .. Weights("w", 1, gates, 1), .. Weights("r", 1, gates, 1)];

    /// <summary>The same in double precision.</summary>
    public static byte[] RecurrentOfDoubles(string operation, int gates, string input, string output)
    => [.. RecurrentNode(operation, input, output), .. Doubles("w", 1, gates, 1), .. Doubles("r", 1, gates, 1)];

    /// <summary>Doubles 0.5 as often as its input says, of one number.</summary>
    public static byte[] Loop(string turns, string output)
    => [
        .. OnnxBytes.Node("", "Loop", [turns, "", "half"], [output], Graph(
            "body", OnnxBytes.Node("", "Add", ["in", "in"], ["out"]), OnnxBytes.Node("", "Identity", "go", ["on"]),
            OnnxBytes.Value(11, "i", ModelFolder.Int64, []), OnnxBytes.Value(11, "go", 9, []),
            OnnxBytes.Value(11, "in", ModelFolder.Fp32, [1]),
            OnnxBytes.Value(12, "on", 9, []), OnnxBytes.Value(12, "out", ModelFolder.Fp32, [1]))),
        .. Weights("half", 1),
    ];

    /// <summary>Floats of 0.5.</summary>
    public static byte[] Weights(string name, params long[] shape) => OnnxBytes.Message(
        5, [.. shape.Select(dimension => OnnxBytes.Number(1, dimension)), OnnxBytes.Number(2, ModelFolder.Fp32),
        .. Enumerable.Repeat(OnnxBytes.Real(4, 0.5f), (int)shape.Aggregate(1L, (count, dimension) => count * dimension)),
        OnnxBytes.Text(8, name)]);

    /// <summary>As doubles.</summary>
    private static byte[] Doubles(string name, params long[] shape) => OnnxBytes.Message(
        5, [.. shape.Select(dimension => OnnxBytes.Number(1, dimension)), OnnxBytes.Number(2, ModelFolder.Fp64),
        OnnxBytes.Message(
            9, [.. Enumerable.Repeat(BitConverter.GetBytes(0.5), (int)shape.Aggregate(1L, (count, dimension) => count * dimension))]),
        OnnxBytes.Text(8, name)]);

    /// <summary>Constant whole numbers; a scalar where there is one and no list.</summary>
    public static byte[] Whole(string name, bool isList, params long[] numbers) => OnnxBytes.Message(
        5,
        [
            .. isList ? [OnnxBytes.Number(1, numbers.Length)] : Array.Empty<byte[]>(), OnnxBytes.Number(2, ModelFolder.Int64),
            .. numbers.Select(number => OnnxBytes.Number(7, number)), OnnxBytes.Text(8, name),
        ]);

    public static byte[] Graph(string attribute, params byte[][] graph)
        => OnnxBytes.Message(
            5, OnnxBytes.Text(1, attribute), OnnxBytes.Message(6, [OnnxBytes.Text(2, attribute), .. graph]), OnnxBytes.Number(20, 5));

    /// <summary>A node that does the same whatever its condition is.</summary>
    public static byte[] If(string output, params byte[][] branch)
    => [
        .. OnnxBytes.Node("", "If", ["yes"], [output], Graph("then_branch", branch), Graph("else_branch", branch)),
        .. OnnxBytes.Message(5, OnnxBytes.Number(2, 9), OnnxBytes.Number(5, 1), OnnxBytes.Text(8, "yes")),
    ];

    /// <summary>A function of one input and one output, with what the file must say of its domain.</summary>
    public static byte[] Function(string domain, string name, params byte[][] nodes)
    => [
        .. OnnxBytes.Message(
            25,
            [
                OnnxBytes.Text(1, name), OnnxBytes.Text(4, "given"), OnnxBytes.Text(5, "made"),
                .. nodes.Select(node => OnnxBytes.Message(7, node)), Import(9, "", 17), Import(9, "com.microsoft", 1),
                OnnxBytes.Text(10, domain),
            ]),
        .. Import(8, domain, 1),
    ];

    private static byte[] RecurrentNode(string operation, string input, string output)
        => OnnxBytes.Node("", operation, [input, "w", "r"], [output], OnnxBytes.Attribute("hidden_size", 1L));

    private static byte[] Import(int field, string domain, long version)
        => OnnxBytes.Message(field, OnnxBytes.Text(1, domain), OnnxBytes.Number(2, version));
}

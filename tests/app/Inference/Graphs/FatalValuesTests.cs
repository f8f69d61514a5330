using Platform.Forests.Tests;
using Platform.Inference.Graphs;

namespace Platform.Inference.Tests.Graphs;

/// <summary>Graphs that values of a request can end the process with, and those that they cannot.</summary>
public sealed class FatalValuesTests
{
    private const int Int32 = 6, Int64 = ModelFolder.Int64, Float = ModelFolder.Fp32;

    [Theory]
    [InlineData("Div", Int32, "a", "b", "Div")]
    [InlineData("Mod", Int64, "a", "b", "Mod")]
    [InlineData("Div", Float, "a", "b", null)]
    [InlineData("Div", 3, "a", "b", null)]
    [InlineData("Div", Int64, "a", "two", null)]
    [InlineData("Div", Int64, "a", "minus", "Div")]
    [InlineData("Div", Int64, "two", "b", null)]
    [InlineData("Div", Int64, "half", "b", null)]
    [InlineData("Div", Int64, "a", "half", null)]
    [InlineData("Div", Int64, "turned", "b", "Div")]
    [InlineData("Mod", Int64, "cast", "b", "Mod")]
    public void OperatorIn_Division_IsWhatValuesCanOverflow(string operation, int type, string dividend, string divisor, string? expected)
        => Assert.Equal(
            expected, Find(
                OnnxBytes.Node("", operation, [dividend, divisor], ["y"]), RiskyGraphs.Whole("two", false, 2),
                RiskyGraphs.Whole("minus", true, 3, -1),
                OnnxBytes.Node("", "Shape", "a", ["shape"]), OnnxBytes.Node("", "Div", ["shape", "two"], ["half"]),
                OnnxBytes.Node("", "Neg", "half", ["turned"]),
                OnnxBytes.Node("", "Cast", "f", ["cast"], OnnxBytes.Attribute("to", 7L)),
                OnnxBytes.Value(11, "a", type, [-1]), OnnxBytes.Value(11, "b", type, [-1]), OnnxBytes.Value(11, "f", Float, [-1])));

    [Fact]
    public void OperatorIn_RemainderOfFloats_IsNull() => Assert.Null(Find(
        OnnxBytes.Node("", "Mod", ["a", "b"], ["y"], OnnxBytes.Attribute("fmod", 1L)), OnnxBytes.Value(11, "a", Int64, [-1]),
        OnnxBytes.Value(11, "b", Int64, [-1])));

    [Theory]
    [InlineData("Identity", null)]
    [InlineData("Compress", "GRU")]
    [InlineData("Slice", "GRU")]
    [InlineData("Pad", "GRU")]
    [InlineData("Expand", "GRU")]
    public void OperatorIn_RecurrentNetwork_IsFatalBehindWhatCanLeaveNothing(string operation, string? expected)
    {
        string[] inputs = operation == "Identity" ? ["x"] : ["x", "sizes", "sizes"];

        Assert.Equal(
            expected,
            Find(
                OnnxBytes.Node("", operation, inputs, ["z"]), RiskyGraphs.Recurrent("GRU", 3, "z", "y"), X(),
                OnnxBytes.Value(11, "sizes", Int64, [-1])));
    }

    [Theory]
    [InlineData("Pad", new long[] { 1, 1, 0, 0, 1, 1 }, null)]
    [InlineData("Pad", new long[] { 1, -1, 0, 0, 1, 1 }, "GRU")]
    [InlineData("Expand", new long[] { 1, 2, 3 }, null)]
    [InlineData("Expand", new long[] { 1, 0, 3 }, "GRU")]
    [InlineData("Reshape", new long[] { 1, -1, 3 }, null)]
    public void OperatorIn_RecurrentNetwork_BehindConstantSizes_DependsOnThem(string operation, long[] sizes, string? expected)
        => Assert.Equal(
            expected,
            Find(
                OnnxBytes.Node("", operation, ["x", "sizes"], ["z"]), RiskyGraphs.Whole("sizes", true, sizes),
                RiskyGraphs.Recurrent("GRU", 3, "z", "y"), X()));

    [Fact]
    public void OperatorIn_WithinABranch_IsFound() => Assert.Equal("Mod", Find(
        RiskyGraphs.If("y", OnnxBytes.Node("", "Mod", ["a", "b"], ["z"])), OnnxBytes.Value(11, "a", Int32, [-1]),
        OnnxBytes.Value(11, "b", Int32, [-1])));

    [Theory]
    [InlineData("x", null)]
    [InlineData("chosen", "GRU")]
    public void OperatorIn_WithinAFunction_DependsOnWhatItIsCalledWith(string argument, string? expected) => Assert.Equal(
        expected, Find(
            RiskyGraphs.Function("mine", "Recur", OnnxBytes.NodeContent("", "GRU", ["given", "w", "r"], ["made"])),
            OnnxBytes.Node("mine", "Recur", argument, ["y"]),
            OnnxBytes.Node("", "Compress", ["x", "c"], ["chosen"]), OnnxBytes.Value(11, "c", 9, [-1]), X()));

    [Theory]
    [InlineData("STFT", new[] { "x", "step", "window" }, "STFT")]
    [InlineData("STFT", new[] { "x", "four", "window" }, null)]
    [InlineData("Loop", new[] { "step", "", "x" }, null)]
    [InlineData("Loop", new[] { "chosen", "", "x" }, "Loop")]
    public void OperatorIn_NumberThatIsRead_IsFatalWhereItCanBeMissingOrZero(string operation, string[] inputs, string? expected)
        => Assert.Equal(
            expected, Find(
                OnnxBytes.Node("", operation, inputs, ["y"]), RiskyGraphs.Whole("four", false, 4), RiskyGraphs.Weights("window", 4),
                OnnxBytes.Node("", "NonZero", "x", ["chosen"]),
                X(), OnnxBytes.Value(11, "step", Int64, [])));

    private static byte[] X() => OnnxBytes.Value(11, "x", Float, [-1, -1, 1]);

    private static string? Find(params byte[][] parts)
    {
        // Functions and their domains are the file's, all else is the graph's.
        var functions = parts.Where(part => part is [0xCA, 0x01, ..]).ToArray();
        using var file = new MemoryStream(
            [.. OnnxBytes.Model([.. parts.Except(functions)]), .. functions.SelectMany(function => function)]);
        return FatalValues.OperatorIn(GraphFile.TryRead(file)!);
    }
}

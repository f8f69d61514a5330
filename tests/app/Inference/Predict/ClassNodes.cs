using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Predict;

/// <summary>Parts of graphs that classify the input <c>x</c>, and what says which class it is.</summary>
internal static class ClassNodes
{
    public const string Ml = "ai.onnx.ml";

    public static byte[] X(int columns = 2) => OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, columns]);

    /// <summary>The position of the greatest column.</summary>
    public static byte[] ArgMax(string to = "at", string from = "x")
        => OnnxBytes.Node("", "ArgMax", from, [to], OnnxBytes.Attribute("axis", 1L), OnnxBytes.Attribute("keepdims", 0L));

    /// <summary>Whether <c>at</c> is not the first class.</summary>
    public static byte[] Truth() => [.. List("zero", [0]), .. OnnxBytes.Node("", "Greater", ["at", "zero"], ["truth"])];

    public static byte[] Identity(string from, string to) => OnnxBytes.Node("", "Identity", from, [to]);

    public static byte[] Cast(string from, string to, int type)
        => OnnxBytes.Node("", "Cast", from, [to], OnnxBytes.Attribute("to", (long)type));

    /// <summary>A constant of numbers.</summary>
    public static byte[] List(string name, long[] numbers) => OnnxBytes.Message(
        5,
        [
            OnnxBytes.Number(1, numbers.Length), OnnxBytes.Number(2, ModelFolder.Int64),
            .. numbers.Select(number => OnnxBytes.Number(7, number)), OnnxBytes.Text(8, name),
        ]);

    /// <summary>A constant of texts.</summary>
    public static byte[] List(string name, string[] texts) => OnnxBytes.Message(
        5,
        [
            OnnxBytes.Number(1, texts.Length), OnnxBytes.Number(2, ModelFolder.Bytes),
            .. texts.Select(text => OnnxBytes.Text(6, text)), OnnxBytes.Text(8, name),
        ]);

    /// <summary>A classifier of two classes: the first where the sum of the columns is positive.</summary>
    public static byte[] Linear(string label, byte[] classes, string scores = "probabilities", string transform = "SOFTMAX")
        => OnnxBytes.Node(
            Ml, "LinearClassifier", "x", [label, scores], classes, OnnxBytes.Attribute("coefficients", new[] { 1f, 1f, -1f, -1f }),
            OnnxBytes.Attribute("intercepts", new[] { 0f, 0f }), OnnxBytes.Attribute("post_transform", transform),
            OnnxBytes.Attribute("multi_class", 1L));

    /// <summary>Texts in the place of numbers.</summary>
    public static byte[] Encoder(string from, string to, long[] numbers, string[] texts) => OnnxBytes.Node(
        Ml, "LabelEncoder", from, [to], OnnxBytes.Attribute("keys_int64s", numbers), OnnxBytes.Attribute("values_strings", texts));
}

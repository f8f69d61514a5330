using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Inference.Models;

namespace Platform.Forests.Tests;

/// <summary>ONNX Runtime, on one thread.</summary>
internal static class Runtime
{
    static Runtime() => RuntimeHelpers.RunClassConstructor(typeof(ModelLoader).TypeHandle);

    /// <summary>
    /// The two models give the same outputs, to the bit, for rows at, just below and just above thresholds and for odd numbers.
    /// </summary>
    public static void AssertSame(byte[] model, byte[] other, IEnumerable<float> thresholds, int features, int count = 3000)
    {
        float[] values =
        [
            .. thresholds.SelectMany(value => (float[])[value, MathF.BitDecrement(value), MathF.BitIncrement(value)]),
            float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0f, float.Epsilon, -float.Epsilon, float.MaxValue,
            float.MinValue,
        ];
        var draws = new Draws(2);
        // Every value in every column, then whatever comes.
        var rows = Enumerable.Range(0, Math.Max(count, values.Length * features))
            .Select(row => Enumerable.Range(0, features).Select(column => Pick(row, column)).ToArray()).ToArray();
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var first = new InferenceSession(model, options);
        using var second = new InferenceSession(other, options);
        foreach (var batch in (float[][][])[rows, .. rows.Take(40).Select(row => (float[][])[row])])
            Assert.Equal(Run(first, batch), Run(second, batch));

        float Pick(int row, int column) => row / features < values.Length && row % features == column
            ? values[row / features]
            : draws.Next(3) == 0 ? (draws.NextSingle() - 0.5f) * 4 : values[draws.Next(values.Length)];
    }

    private static string[] Run(InferenceSession session, float[][] rows)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [session.InputNames[0]], [input], session.OutputNames);
        return [.. outputs.SelectMany(Bits)];
    }

    private static IEnumerable<string> Bits(OrtValue output) => output.GetTensorTypeAndShape().ElementDataType switch
    {
        TensorElementType.Float =>
            output.GetTensorDataAsSpan<float>().ToArray().Select(value => BitConverter.SingleToInt32Bits(value).ToString("X8")),
        TensorElementType.Int64 => output.GetTensorDataAsSpan<long>().ToArray().Select(value => value.ToString()),
        _ => output.GetStringTensorAsArray(),
    };
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Forests.Onnx;
using Platform.Inference.Bundling;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Bundling;

public sealed class EncoderQuantizerTests
{
    // Whoever is the first to use ONNX Runtime in a process sets up its threads
    static EncoderQuantizerTests() => RuntimeHelpers.RunClassConstructor(typeof(ModelLoader).TypeHandle);

    private const int Float = 1, Int64 = 7, Width = 64, Words = 20_000;

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public void Quantized_IsAQuarter_AndNearlyTheSame(int opset)
    {
        var (whole, small) = (Model(opset).ToByteArray(), EncoderQuantizer.Quantize(Model(opset)).ToByteArray());
        Assert.InRange(small.Length, 1, whole.Length * 0.3);
        var (exact, near) = (Run(whole, [3, 700, 19_999]), Run(small, [3, 700, 19_999]));
        for (var token = 0; token < 3; token++)
            Assert.InRange(Cosine(exact.AsSpan(token * Width, Width), near.AsSpan(token * Width, Width)), 0.99, 1.000001);
    }

    // The last word is a thousand times as large as the others: a scale for all of them would leave nothing of the others
    [Fact]
    public void Quantized_GivesATokenTheSame_WhoeverIsBesideIt()
    {
        var model = EncoderQuantizer.Quantize(Model(13)).ToByteArray();
        var together = Run(model, [1, 2, 0, 3]);
        foreach (var (token, at) in ((int, int)[])[(1, 0), (2, 1), (3, 3)])
            Assert.Equal(Run(model, [token]), together[(at * Width)..((at + 1) * Width)]);
    }

    private static float[] Run(byte[] model, long[] tokens)
    {
        using var session = new InferenceSession(model);
        using var answer = session.Run([NamedOnnxValue.CreateFromTensor("ids", new DenseTensor<long>(tokens, [1, tokens.Length]))]);
        return [.. answer[0].AsTensor<float>()];
    }

    private static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double product = 0, ofLeft = 0, ofRight = 0;
        for (var i = 0; i < left.Length; i++)
            (product, ofLeft, ofRight) = (product + (left[i] * right[i]), ofLeft + (left[i] * left[i]), ofRight + (right[i] * right[i]));
        return product / Math.Sqrt(ofLeft * ofRight);
    }

    private static ModelProto Model(int opset)
    {
        var table = Numbers(1, Words * Width);
        for (var i = 0; i < Width; i++)
            table[i] *= 1000;
        return new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = opset } },
            Graph = new GraphProto
            {
                Node =
                {
                    new NodeProto { OpType = "Gather", Input = { "table", "ids" }, Output = { "words" } },
                    new NodeProto { OpType = "MatMul", Input = { "words", "first" }, Output = { "middle" } },
                    new NodeProto { OpType = "Tanh", Input = { "middle" }, Output = { "bent" } },
                    new NodeProto { OpType = "MatMul", Input = { "bent", "second" }, Output = { "out" } },
                },
                Initializer =
                {
                    Tensor("table", table, Words), Tensor("first", Numbers(2, Width * Width), Width),
                    Tensor("second", Numbers(3, Width * Width), Width),
                },
                Input = { Value("ids", Int64, 2) },
                Output = { Value("out", Float, 3) },
            },
        };
    }

    // As good as drawn: the fractions of a sine that is made large
    private static float[] Numbers(int kind, int count)
        => [
            .. Enumerable.Range(0, count).Select(i => Math.Sin((i * 12.9898) + kind) * 43758.5453)
            .Select(number => (float)((number - Math.Floor(number) - 0.5) / 4)),
        ];

    private static TensorProto Tensor(string name, float[] values, int rows) => new()
    {
        Name = name, DataType = Float, Dims = { rows, values.Length / rows },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
    };

    private static ValueInfoProto Value(string name, int type, int rank) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto
                {
                    Dim = { Enumerable.Range(0, rank).Select(at => new TensorShapeProto.Types.Dimension { DimParam = $"{name}{at}" }) },
                },
            },
        },
    };
}

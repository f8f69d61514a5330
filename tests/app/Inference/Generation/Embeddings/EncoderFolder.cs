using System.Runtime.InteropServices;
using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Inference.Tests.Generation.Embeddings;

/// <summary>
/// A repository with an encoder of four words, each of which has a direction of its own: red, green, blue, and grey between them. A text's
/// embedding is the mean of its words', with nothing for the tokens at its ends.
/// </summary>
internal sealed class EncoderFolder : IDisposable
{
    public const string Settings = """{"embedding":{"maxTokens":6},"batching":{"maxBatchSize":8}}""";

    public const string Intents = """
        {
          "fallback": { "below": 0.9, "answer": "What?" },
          "intents": [
            { "name": "stop", "examples": ["red", "red red"], "answer": "I stop." },
            { "name": "go", "examples": ["green"], "answer": "I go now." }
          ]
        }
        """;

    private const int Float = 1, Int64 = 7, Size = 3;
    private static readonly string[] _words = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "green", "blue", "grey", "i", "go", "now", "stop", ".", "[MASK]",
    ];
    private readonly TemporaryFolder _root = new();

    public EncoderFolder(string settings = Settings, string? intents = Intents)
    {
        Directory.CreateDirectory(_root.File("colours/1"));
        File.WriteAllBytes(_root.File("colours/1/model.onnx"), Graph().ToByteArray());
        File.WriteAllLines(_root.File("colours/1/vocab.txt"), _words);
        File.WriteAllText(_root.File("colours/model.json"), settings);
        if (intents is not null)
            File.WriteAllText(_root.File("colours/1/intents.json"), intents);
    }

    /// <summary>Adds a version that is as the first one, but for what is said.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="red">In which direction the word red points; 0 in the first version.</param>
    /// <param name="intents">What people may mean; those of the first version where it is not said.</param>
    public EncoderFolder AddVersion(int version, int red = 0, string? intents = null)
    {
        Directory.CreateDirectory(_root.File($"colours/{version}"));
        foreach (var file in Directory.GetFiles(_root.File("colours/1")))
            File.Copy(file, _root.File($"colours/{version}/{System.IO.Path.GetFileName(file)}"));
        File.WriteAllBytes(_root.File($"colours/{version}/model.onnx"), Graph(red).ToByteArray());
        if (intents is not null)
            File.WriteAllText(_root.File($"colours/{version}/intents.json"), intents);
        return this;
    }

    public string Path => _root.Path;

    public string FileOf(string name) => _root.File($"colours/1/{name}");

    public void Dispose() => _root.Dispose();

    private static ModelProto Graph(int red = 0)
    {
        var table = new float[_words.Length * Size];
        foreach (var (word, direction) in ((int, int)[])[(4, red), (5, 1), (6, 2), (7, 0), (7, 1), (7, 2)])
            table[(word * Size) + direction] = 1;
        return new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = 17 } },
            Graph = new GraphProto
            {
                Node = { new NodeProto { OpType = "Gather", Input = { "table", "input_ids" }, Output = { "last_hidden_state" } } },
                Initializer =
                {
                    new TensorProto
                    {
                        Name = "table", DataType = Float, Dims = { _words.Length, Size },
                        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(table.AsSpan())),
                    },
                },
                Input = { Value("input_ids", Int64, -1, -1), Value("attention_mask", Int64, -1, -1) },
                Output = { Value("last_hidden_state", Float, -1, -1, Size) },
            },
        };
    }

    private static ValueInfoProto Value(string name, int type, params long[] shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto
                {
                    Dim =
                    {
                        shape.Select((size, at) => size < 0
                            ? new TensorShapeProto.Types.Dimension { DimParam = $"d{at}" }
                            : new TensorShapeProto.Types.Dimension { DimValue = size }),
                    },
                },
            },
        },
    };
}

using System.Net;
using System.Text.Json.Nodes;
using Platform.Inference.Tensors;
using Platform.Inference.Tests.Export;

namespace Platform.Inference.Tests.Models;

/// <summary>
/// The node tests of the ONNX backend suite, as the installed onnx generates them, over HTTP: each is answered with the suite's own values.
/// </summary>
/// <seealso href="https://onnx.ai/onnx/repo-docs/OnnxBackendTest.html"/>
public sealed class SuiteTests
{
    private const double Relative = 1e-3, Absolute = 1e-7;

    /// <summary>
    /// Where ONNX Runtime's own answer is another: what is random, how a float is written as text, sums of products that should be 0,
    /// rounding to BF16, and where later versions of the suite agree with it; and cases whose inputs have other shapes than their models
    /// declare.
    /// </summary>
    private static readonly string[] _others =
    [
        "test_bernoulli", "test_training_dropout", "test_cast_FLOAT_to_STRING", "test_castlike_FLOAT_to_STRING", "test_dft", "test_stft",
        "test_cast_FLOAT_to_BFLOAT16", "test_castlike_FLOAT_to_BFLOAT16", "test_castlike_BFLOAT16_to_FLOAT",
        "test_maxunpool_export_with_output_shape", "test_resize_downsample_scales_cubic_align_corners",
        "test_resize_downsample_scales_linear_align_corners",
    ];

    private readonly List<string> _refused = [], _wrong = [];
    private int _right;

    [SkippableFact]
    public async Task Infer_EveryServableCase_GivesTheSuitesValues()
    {
        await Python.RequireAsync("onnx");
        using var folder = new TemporaryFolder();
        await Python.RunAsync([Path.Combine(AppContext.BaseDirectory, "Models", "suite.py"), folder.Path]);
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.File("models"));

        foreach (var file in Directory.EnumerateFiles(folder.File("cases")).Order(StringComparer.Ordinal))
            foreach (var set in JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray())
                await TryAsync(server, Path.GetFileNameWithoutExtension(file), set!["inputs"]!.AsArray(), set["outputs"]!.AsArray());

        Assert.Equal([], _wrong.Where(wrong => !Array.Exists(_others, wrong.StartsWith)));
        // Sequences and optionals as inputs, operators of training, types without a kernel, and where it is not installed, a locale.
        Assert.True(
            _right >= 9 * (_right + _refused.Count + _wrong.Count) / 10,
            $"{_right} right, {_wrong.Count} otherwise, refused:\n{string.Join('\n', _refused.Distinct())}");
    }

    private async Task TryAsync(RunningServer server, string name, JsonArray inputs, JsonArray outputs)
    {
        if (inputs.Any(input => input?["datatype"] is null))
        {
            _refused.Add($"{name}: an input is no tensor of the protocol");
            return;
        }

        var answer = await server.SendAsync(Request(name, inputs));
        if (answer.Status == HttpStatusCode.ServiceUnavailable)
            _refused.Add(answer.Text);
        else if (answer.Status != HttpStatusCode.OK)
            _wrong.Add($"{name}: {answer.Text}");
        else if (Difference(BinaryAnswer.Of(answer), outputs) is { } difference)
            _wrong.Add($"{name}: {difference}");
        else
            _right++;
    }

    private static HttpRequestMessage Request(string name, JsonArray inputs)
    {
        var hex = inputs.Select(input => (string?)input!["hex"] ?? Texts(input["data"]!.AsArray())).ToList();
        var described = inputs.Select((input, index) => new JsonObject
        {
            ["name"] = (string)input!["name"]!,
            ["datatype"] = (string)input["datatype"]!,
            ["shape"] = input["shape"]!.DeepClone(),
            ["parameters"] = new JsonObject { ["binary_data_size"] = hex[index].Length / 2 },
        });
        var json = new JsonObject
        {
            ["parameters"] = new JsonObject { ["binary_data_output"] = true }, ["inputs"] = new JsonArray([.. described]),
        };
        return OipRequest.Binary(name, json.ToJsonString(), string.Concat(hex));
    }

    private static string? Difference(BinaryAnswer answer, JsonArray outputs)
    {
        var rest = Convert.FromHexString(answer.Hex).AsMemory();
        foreach (var given in answer.Json["outputs"]!.AsArray())
        {
            var bytes = rest[..(int)given!["parameters"]!["binary_data_size"]!];
            rest = rest[bytes.Length..];
            var expected = outputs.FirstOrDefault(output => (string?)output?["name"] == (string)given["name"]!);
            if (expected?["datatype"] is null)
                continue;
            if (given["shape"]!.ToJsonString() != expected["shape"]!.ToJsonString()
                || (string)given["datatype"]! != (string)expected["datatype"]!)
                return $"{given.ToJsonString()} for {expected["datatype"]} {expected["shape"]!.ToJsonString()}";
            var wanted = Convert.FromHexString((string?)expected["hex"] ?? Texts(expected["data"]!.AsArray()));
            if (!Agree(DataTypes.FromName((string)given["datatype"]!)!.Value, bytes.ToArray(), wanted))
                return $"{given["name"]} has {Convert.ToHexStringLower(bytes.Span)} for {Convert.ToHexStringLower(wanted)}";
        }

        return null;
    }

    private static bool Agree(DataType type, byte[] given, byte[] wanted)
    {
        if (!type.IsFloat)
            return given.AsSpan().SequenceEqual(wanted);
        var numbers = Numbers(type, given).Zip(Numbers(type, wanted));
        return given.Length == wanted.Length
            && numbers.All(
                pair => pair.First.Equals(pair.Second)
                || Math.Abs(pair.First - pair.Second) <= Absolute + (Relative * Math.Abs(pair.Second)));
    }

    private static IEnumerable<double> Numbers(DataType type, byte[] bytes)
        => Enumerable.Range(0, bytes.Length / type.Size).Select(index => type switch
        {
            DataType.Fp64 => BitConverter.ToDouble(bytes, index * sizeof(double)),
            DataType.Fp32 => BitConverter.ToSingle(bytes, index * sizeof(float)),
            DataType.Fp16 => (double)BitConverter.ToHalf(bytes, index * 2),
            _ => BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(bytes, index * 2) << 16),
        });

    private static string Texts(JsonArray texts) => string.Concat(texts.Select(text => (string)text!).Select(text =>
        Convert.ToHexString(BitConverter.GetBytes(System.Text.Encoding.UTF8.GetByteCount(text)))
            + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))));
}

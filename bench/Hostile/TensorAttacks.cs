using static Platform.Bench.Hostile.Bodies;

namespace Platform.Bench.Hostile;

/// <summary>Requests whose shapes and values ask for what cannot be.</summary>
internal static class TensorAttacks
{
    private const string Iris = "/v2/models/iris/infer";
    private static readonly int[] _refused = [400];

    /// <summary>What only the run can tell: it fails in the graph, or for want of memory.</summary>
    private static readonly int[] _run = [400, 413, 500, 503];

    public static IEnumerable<Attack> All()
    {
        yield return new("no rows", Post(Iris, Infer("[0,4]", "[]"))) { Answers = [200, 400] };
        foreach (var shape in (string[])["[0,1,2]", "[1,0,2]", "[0,0,2]"])
            yield return new($"nothing for an LSTM: {shape}", Post("/v2/models/lstm/infer", Infer(shape, "[]", "sequence")))
            {
                Answers = _refused,
            };
        foreach (var shape in (string[])[
            "[9223372036854775807,4]", "[4611686018427387904,4]", "[2305843009213693952,8]", "[-1,4]", "[1e300,4]",
            "[99999999999999999999,4]",
        ])
            yield return new($"shape {shape}", Post(Iris, Infer(shape, "[1,2,3,4]"))) { Answers = _refused };
        yield return new("shape of 65,536 dimensions", Post(Iris, Infer($"[{string.Join(',', Enumerable.Repeat("1", 65_536))}]", "[1]")))
        {
            Answers = _refused,
        };
        yield return new("binary tensor of a huge size", Post(
            Iris,
            """{"inputs":[{"name":"features","datatype":"FP32","shape":[4611686018427387904,4],"parameters":{"binary_data_size":"""
            + """9223372036854775807}}]}""",
            "Inference-Header-Content-Length: 141")) { Answers = _refused };
        foreach (var values in (string[])["[100000,100000]", "[2147483647,4]", "[8000,8000]"])
            yield return new($"result of shape {values}", Post("/v2/models/grow/infer", Infer("[2]", values, "shape", "INT64")))
            {
                Answers = [200, .. _run],
            };
        yield return new("numbers out of range", Post(Iris, Infer("[1,4]", "[1e999,-1e999,1e-999,NaN]"))) { Answers = _refused };
    }
}

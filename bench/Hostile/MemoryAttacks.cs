using System.Text;
using static Platform.Bench.Hostile.Bodies;

namespace Platform.Bench.Hostile;

/// <summary>Requests that would have the server hold much.</summary>
internal static class MemoryAttacks
{
    private const string Sentiment = "/sentiment-analysis";
    private const string Infer = "/v2/models/iris/infer";
    private const string Gzipped = "Content-Encoding: gzip";

    /// <summary>A body that is not taken, for now or for good; where there is memory for it, it may be read and answered.</summary>
    private static readonly int[] _heavy = [200, 400, 413, 503];

    public static IEnumerable<Attack> All()
    {
        var words = Text("good and bad and ");
        var numbers = Numbers();
        var tensor = Tensor(Mebibyte);
        yield return new("gzip bomb: 16 MB of one text", Post(Sentiment, Gzip(Text("a"), 1), Gzipped)) { Answers = [413, 503] };
        yield return new("gzip bomb: 16 MB of words", Post(Sentiment, Gzip(words, 1), Gzipped)) { Answers = [413, 503] };
        yield return new("gzip bomb: 16 MB of texts in a tensor", Post("/v2/models/sentiment/infer", Gzip(Texts(), 1), Gzipped))
        {
            Answers = _heavy,
        };
        yield return new("gzip bomb: 16 MB of numbers", Post(Infer, Gzip(numbers, 1), Gzipped)) { Answers = _heavy };
        yield return new("gzip bomb: 1 GB", Post(Infer, Gzip(Repeat(" ", Mebibyte), 1024), Gzipped)) { Answers = [413, 503] };
        yield return new("deflate bomb that is none", Post(Infer, Gzip(Repeat(" ", Mebibyte), 64), "Content-Encoding: deflate"))
        {
            Answers = [400, 413, 503],
        };
        yield return new("16 MB of one text", Post(Sentiment, Text("a"))) { Answers = [413, 503] };
        yield return new("16 MB of numbers", Post(Infer, numbers)) { Answers = _heavy };
        yield return new("16 MB of a binary tensor", Post(Infer, tensor.Body, "Content-Type: application/octet-stream", tensor.Header))
        {
            Answers = _heavy,
        };
        yield return new("60 MB of nothing", Post(Infer, Repeat(" ", 60 * Mebibyte))) { Answers = [400, 413, 503] };
        yield return new("16 MB of CSV", Post("/invocations", Repeat("1,2,3,4\n", 16 * Mebibyte), "Content-Type: text/csv"))
        {
            Answers = _heavy,
        };
        yield return new("more than is taken", Head(Infer, "Content-Length: 9999999999")) { Answers = [413] };
    }

    private static byte[] Text(string part) => [.. "{\"text\":\""u8, .. Repeat(part, 16 * Mebibyte), .. "\"}"u8];

    private static byte[] Numbers()
    {
        var data = Rows(16 * Mebibyte, out var rows);
        return Encoding.UTF8.GetBytes(Bodies.Infer($"[{rows},4]", data));
    }

    private static byte[] Texts()
    {
        const int count = 1 << 20;
        return Encoding.UTF8.GetBytes(
            Bodies.Infer($"[{count},1]", $"[{string.Join(',', Enumerable.Repeat("\"good and bad\"", count))}]", "text", "BYTES"));
    }

    private static (byte[] Body, string Header) Tensor(int rows)
    {
        var bytes = 4 * sizeof(float) * rows;
        var json = Encoding.UTF8.GetBytes(
            $$$"""{"inputs":[{"name":"features","datatype":"FP32","shape":[{{{rows}}},4]"""
            + $$$""","parameters":{"binary_data_size":{{{bytes}}}}}]}""");
        return ([.. json, .. Zeros(bytes)], $"Inference-Header-Content-Length: {json.Length}");
    }
}

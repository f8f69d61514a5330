using System.Text;
using static Platform.Bench.Hostile.Bodies;

namespace Platform.Bench.Hostile;

/// <summary>Requests whose bodies are not what they say.</summary>
internal static class BodyAttacks
{
    private const string Iris = "/v2/models/iris/infer";
    private const string Predict = "/predict";
    private static readonly int[] _refused = [400];

    public static IEnumerable<Attack> All()
    {
        var valid = Infer("[1,4]", "[1,2,3,4]");
        var zipped = Gzip(valid);
        (string Name, byte[] Request)[] refused =
        [
            ("no JSON", Post(Iris, "\0\u0001<html>")),
            ("JSON that breaks off", Post(Iris, valid[..^9])),
            ("JSON of 100,000 levels", Post(Iris, new string('[', 100_000))),
            ("JSON of 100,000 levels in a field", Post(Predict, $"{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}")),
            ("JSON with 100,000 keys", Post(Iris, $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"k{i}\":0"))}}}")),
            ("no UTF-8", Post(Predict, [.. "{\"text\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8])),
            ("half of a surrogate pair", Post("/sentiment-analysis", """{"text":"\uD800"}""")),
            ("gzip that breaks off", Post(Iris, zipped[..^12], "Content-Encoding: gzip")),
            ("no gzip", Post(Iris, valid, "Content-Encoding: gzip")),
            ("length of the JSON beyond the body", Post(Iris, valid, "Inference-Header-Content-Length: 99999999")),
            ("length of the JSON below zero", Post(Iris, valid, "Inference-Header-Content-Length: -1")),
            ("chunk of no number", [.. Head(Iris, "Transfer-Encoding: chunked"), .. "zz\r\n{}\r\n0\r\n\r\n"u8]),
            ("chunk beyond any number", [.. Head(Iris, "Transfer-Encoding: chunked"), .. "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"u8]),
        ];
        foreach (var (name, request) in refused)
            yield return new(name, request) { Answers = _refused };
        yield return new(
            "chunks and a length",
            [.. Head(Iris, "Transfer-Encoding: chunked", "Content-Length: 4"), .. Chunk(Encoding.UTF8.GetBytes(valid)), .. "0\r\n\r\n"u8])
        {
            Answers = [200, 400],
        };
        yield return new("an encoding that is not known", Post(Iris, valid, "Content-Encoding: br")) { Answers = [415] };
        yield return new("a model that is not there", Post($"/v2/models/{new string('x', 4000)}/infer", valid)) { Answers = [404] };
        yield return new("a path that climbs", Post("/v2/models/..%2f..%2f..%2fetc%2fpasswd/infer", valid)) { Answers = [400, 404] };
    }
}

using System.Text;
using static Platform.Bench.Hostile.Bodies;

namespace Platform.Bench.Hostile;

/// <summary>Callers who are slow, who leave, or whose heads are no heads.</summary>
internal static class ConnectionAttacks
{
    private const string Iris = "/v2/models/iris/infer";
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(20);

    public static IEnumerable<Attack> All()
    {
        var valid = Post(Iris, Infer("[1,4]", "[1,2,3,4]"));
        yield return new("a byte every 20 ms", Dripped(valid)) { Gap = _slow, Answers = [200] };
        yield return new("a head that never ends", Dripped(valid[..60])) { Gap = _slow, Ending = Ending.BreakOff };
        yield return new("a body that never ends", [Head(Iris, "Content-Length: 16777216"), .. Dripped(Repeat(" ", 50))])
        {
            Gap = _slow, Ending = Ending.Stay,
        };
        yield return new(
            "a chunk every 20 ms", [Head(Iris, "Transfer-Encoding: chunked"), .. Enumerable.Repeat(Chunk(Repeat(" ", Mebibyte)), 16)])
        {
            Gap = _slow, Ending = Ending.BreakOff,
        };
        yield return new("leaves within the body", Head(Iris, "Content-Length: 16777216"), Repeat(" ", 8 * Mebibyte))
        {
            Ending = Ending.BreakOff,
        };
        yield return new("leaves before the answer", valid) { Ending = Ending.BreakOff };
        yield return new("never reads its answer of 16 MB", Post("/v2/models/grow/infer", Infer("[2]", "[2000,2000]", "shape", "INT64")))
        {
            Ending = Ending.Stay,
        };
        yield return new("1,000 requests at once", [.. Enumerable.Repeat(Post(Iris, "{}"), 1000).SelectMany(request => request)])
        {
            Answers = [400],
        };
        yield return new("says nothing") { Ending = Ending.Stay };
        foreach (var attack in Heads(valid))
            yield return attack;
    }

    private static IEnumerable<Attack> Heads(byte[] valid)
    {
        yield return new("a header of 64 kB", Post(Iris, "{}", $"X-Long: {new string('x', 65_536)}")) { Answers = [431] };
        yield return new("5,000 headers", Post(Iris, "{}", [.. Enumerable.Range(0, 5_000).Select(i => $"X-{i}: 1")])) { Answers = [431] };
        yield return new("a path of 64 kB", Post($"/{new string('x', 65_536)}", "{}")) { Answers = [414] };
        yield return new("1 MB without an end of line", Repeat("x", Mebibyte));
        yield return new("no HTTP", Encoding.ASCII.GetBytes("\u0016\u0003\u0001\u0002\0 hello\r\n\r\n")) { Answers = [400] };
        yield return new("two lengths", Post(Iris, "{}", "Content-Length: 40000")) { Answers = [400] };
        yield return new("a length below zero", Head(Iris, "Content-Length: -1")) { Answers = [400] };
        yield return new("a header in two lines", Post(Iris, "{}", "X-Folded: a\r\n b")) { Answers = [400] };
        yield return new("HTTP/9.9", [.. "GET / HTTP/9.9\r\n\r\n"u8, .. valid]) { Answers = [400, 505] };
        yield return new("HTTP/2 at the port of HTTP/1.1", Http2.Preface.ToArray());
    }
}

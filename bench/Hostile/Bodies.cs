using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Platform.Bench.Hostile;

/// <summary>Requests of HTTP/1.1 as bytes, and what goes into them.</summary>
internal static class Bodies
{
    public const int Mebibyte = 1 << 20;

    public static byte[] Post(string path, byte[] body, params string[] headers)
        => [.. Head(path, [.. headers, $"Content-Length: {body.Length}"]), .. body];

    public static byte[] Post(string path, string body, params string[] headers) => Post(path, Encoding.UTF8.GetBytes(body), headers);

    public static byte[] Head(string path, params string[] headers)
    {
        string[] fields = [
            .. headers.Any(header => header.StartsWith("Content-Type", StringComparison.Ordinal))
            ? []
            : (string[])["Content-Type: application/json"],
            .. headers,
        ];
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(fields.Select(field => $"{field}\r\n"))}\r\n");
    }

    /// <summary>A request of the protocol with one input.</summary>
    public static string Infer(string shape, string data, string input = "features", string datatype = "FP32")
        => $$"""{"inputs":[{"name":"{{input}}","datatype":"{{datatype}}","shape":{{shape}},"data":{{data}}}]}""";

    /// <summary>A JSON array of so many bytes, with rows of four numbers.</summary>
    public static string Rows(int bytes, out int rows)
    {
        const string row = "1.5,2,3,4.25";
        rows = bytes / (row.Length + 1);
        return $"[{string.Join(',', Enumerable.Repeat(row, rows))}]";
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text), 1);

    /// <param name="part">Repeated, so that what is inflated need never be whole in here.</param>
    /// <param name="times">How often.</param>
    public static byte[] Gzip(byte[] part, int times)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            for (var i = 0; i < times; i++)
                gzip.Write(part);
        return target.ToArray();
    }

    /// <summary>One byte after the other.</summary>
    public static byte[][] Dripped(byte[] bytes) => [.. bytes.Select(one => new[] { one })];

    public static byte[] Zeros(int bytes) => new byte[bytes];

    /// <summary>The pieces of a body that is sent in chunks.</summary>
    public static byte[] Chunk(byte[] bytes)
        => [.. Encoding.ASCII.GetBytes(bytes.Length.ToString("X", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. bytes, .. "\r\n"u8];

    public static byte[] Repeat(string text, int bytes)
    {
        var one = Encoding.UTF8.GetBytes(text);
        var target = new byte[bytes / one.Length * one.Length];
        for (var at = 0; at < target.Length; at += one.Length)
            one.CopyTo(target.AsSpan(at));
        return target;
    }
}

using System.Buffers;
using System.Text;

namespace Platform.Gateway.Calls;

/// <summary>Paths as the server gives them, decoded but for slashes, and as they are sent on.</summary>
internal static class PathText
{
    private const string EncodedSlash = "%2F";

    // https://www.rfc-editor.org/rfc/rfc3986#section-3.3
    private static readonly SearchValues<char> _plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/");

    /// <summary>Encoded once: what a caller encoded twice stays encoded once.</summary>
    public static string Encode(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(_plain))
            return path;
        var text = new StringBuilder();
        foreach (var rune in path.Replace(EncodedSlash, "\0", StringComparison.OrdinalIgnoreCase).EnumerateRunes())
            if (rune.Value == 0)
                text.Append(EncodedSlash);
            else if (rune.IsAscii && _plain.Contains((char)rune.Value))
                text.Append((char)rune.Value);
            else
                text.Append(Uri.EscapeDataString(rune.ToString()));
        return text.ToString();
    }

    /// <summary>A piece of a path, as its parameter has it.</summary>
    public static string Decode(string segment) => segment.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path that a caller wrote, as it was written.</summary>
    public static string Original(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget;
        if (raw is not ['/', ..])
            return request.Path.ToUriComponent();
        return raw.IndexOf('?') is >= 0 and var end ? raw[..end] : raw;
    }
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Platform.Inference.Docs;

/// <summary>
/// Where the caller sees the server, which a proxy may have put below a path and under another name. Only pages use it; what is no plain
/// name or path is passed over.
/// </summary>
/// <seealso href="https://learn.microsoft.com/aspnet/core/host-and-deploy/proxy-load-balancer"/>
internal static partial class PublicAddress
{
    /// <summary>What leads from the page that is asked for to the root of the server, with a slash at its end.</summary>
    public static string Root(HttpRequest request) => Prefix(request) is { Length: > 0 } prefix ? $"{prefix}/" : Up(request.Path);

    /// <summary>The address without a slash at its end: <c>https://api.example/inference</c>.</summary>
    public static string Base(HttpRequest request)
    {
        var host = Forwarded(request.Headers["X-Forwarded-Host"], Host()) ?? request.Host.Value;
        var scheme = Forwarded(request.Headers["X-Forwarded-Proto"], Scheme()) ?? request.Scheme;
        return $"{scheme}://{host}{Prefix(request)}";
    }

    private static string Prefix(HttpRequest request) => Forwarded(request.Headers["X-Forwarded-Prefix"], Path())?.TrimEnd('/') ?? "";

    /// <summary>Relative, so that it is right below any path that a proxy takes away.</summary>
    private static string Up(PathString path) => path.Value!.Count(character => character == '/') is > 1 and var depth
        ? string.Concat(Enumerable.Repeat("../", depth - 1))
        : "./";

    /// <summary>The value of the first proxy, where several have added theirs.</summary>
    private static string? Forwarded(StringValues header, Regex allowed)
        => header.ToString().Split(',')[0].Trim() is { Length: > 0 and <= 200 } value && allowed.IsMatch(value) ? value : null;

    [GeneratedRegex(@"^[A-Za-z0-9.\-]+(:\d{1,5})?\z|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"^https?\z")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(/[A-Za-z0-9._~\-]+)+/?\z")]
    private static partial Regex Path();
}

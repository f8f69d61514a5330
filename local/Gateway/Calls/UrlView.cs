using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>An address as expressions read it.</summary>
internal sealed record UrlView(string Scheme, string Host, int Port, string Path, string QueryString) : IUrl
{
    private QueryView? _query;

    public IQuery Query => _query ??= new(QueryString);

    public static UrlView Of(HttpRequest request) => new(
        request.Scheme, request.Host.Host, request.Host.Port ?? (request.IsHttps ? 443 : 80), PathText.Original(request),
        request.QueryString.Value ?? "");

    public static UrlView Of(Uri uri) => new(uri.Scheme, uri.Host, uri.Port, uri.AbsolutePath, uri.Query);
}

using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Platform.Inference.Grpc;

/// <summary>
/// Where gRPC is listened for: a port of its own, since without TLS a connection cannot say whether it speaks HTTP/1.1 or
/// HTTP/2. All else is as at the first endpoint of HTTP, or the first with TLS: the address, the certificate, what is asked of
/// the caller's.
/// </summary>
internal static class GrpcEndpoint
{
    private const string Name = "Grpc";
    private const string Endpoints = "Kestrel:Endpoints";
    private const string Urls = "urls";

    /// <summary>The web server's own.</summary>
    private const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>Adds the endpoint to the web server's configuration.</summary>
    public static void Add(IConfigurationManager configuration)
    {
        if (!GrpcOptions.IsOn(configuration))
            return;
        if (!configuration.GetSection(Endpoints).GetChildren().Any())
            configuration.AddInMemoryCollection(UrlsAsEndpoints(configuration[Urls] is { Length: > 0 } urls ? urls : DefaultUrl));
        var endpoints = configuration.GetSection(Endpoints).GetChildren().ToList();
        var model = endpoints.Find(IsHttps) ?? endpoints[0];
        var settings = new Dictionary<string, string?>();
        foreach (var (key, value) in model.AsEnumerable(makePathsRelative: true))
            if (key.Length > 0)
                settings[$"{Endpoints}:{Name}:{key}"] = value;
        var address = BindingAddress.Parse(model["Url"] ?? DefaultUrl);
        var host = address.IsUnixPipe || address.IsNamedPipe ? "127.0.0.1" : address.Host;
        settings[$"{Endpoints}:{Name}:Url"] = $"{address.Scheme}://{host}:{configuration[$"{GrpcOptions.Section}:{nameof(
            GrpcOptions.Port)}"]}";
        settings[$"{Endpoints}:{Name}:Protocols"] = nameof(HttpProtocols.Http2);
        configuration.AddInMemoryCollection(settings);
    }

    public static bool Is(IConfigurationSection endpoint) => endpoint.Key == Name;

    /// <summary>Marks the endpoint's connections.</summary>
    public static void Mark(ListenOptions endpoint) => endpoint.Use(next => connection =>
    {
        connection.Features.Set(GrpcConnection.Instance);
        return next(connection);
    });

    private static bool IsHttps(IConfigurationSection endpoint)
        => endpoint["Url"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The web server listens at URLs only where it has no endpoints by name.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> UrlsAsEndpoints(string urls)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < addresses.Length; i++)
            yield return KeyValuePair.Create<string, string?>($"{Endpoints}:Url{i}:Url", addresses[i]);
        yield return KeyValuePair.Create<string, string?>(Urls, null);
    }
}

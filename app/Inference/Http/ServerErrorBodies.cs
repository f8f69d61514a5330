using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Platform.Inference.Http;

/// <summary>
/// Gives the errors that the web server makes by itself the protocol's body: a request line or a header that it cannot read is
/// answered with a bare status. The server says so by a diagnostic event, between the last byte of any answer of the
/// application and the bare one, after which it closes the connection; no other bytes are looked at.
/// </summary>
/// <seealso href="https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics"/>
internal sealed class ServerErrorBodies : IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>
    /// The web server gets a source of its own for its events: a listener to the host's would have the host look at every request whether
    /// somebody listens to its other events.
    /// </summary>
    public static void Listen(IServiceCollection services) => services.AddSingleton<DiagnosticSource>(_ =>
    {
        var server = new DiagnosticListener("Platform.Inference.Server");
        server.Subscribe(new ServerErrorBodies(), name => name == BadRequest);
        return server;
    });

    public static ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        var output = new ServerErrorWriter(transport.Output, connection.ConnectionId);
        connection.Features.Set(output);
        connection.Transport = new Duplex(transport.Input, output);
        await next(connection);
        connection.Transport = transport;
    };

    public void OnNext(KeyValuePair<string, object?> diagnostic)
    {
        // HTTP/2 multiplexes a connection: its frames are not the answer to one request.
        if (diagnostic.Value is IFeatureCollection request && request.Get<IHttp2StreamIdFeature>() is null
            && request.Get<IHttpResponseFeature>() is { HasStarted: false }
            && request.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException error)
            request.Get<ServerErrorWriter>()?.Expect(error.StatusCode);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

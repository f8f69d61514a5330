using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Billing.Tests.Notices;

/// <summary>A webhook on loopback that keeps what it is sent, and answers as it is told.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Key, string? Token, string Body)> _taken = [];

    private HookServer(WebApplication app) => _app = app;

    public Uri Address => new(new Uri(_app.Urls.Single()), "/notices");

    public int Status { get; set; } = 204;

    public IReadOnlyList<(string Key, string? Token, string Body)> Taken => [.. _taken];

    public static async Task<HookServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var server = new HookServer(builder.Build());
        server._app.MapPost("/notices", server.TakeAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        _taken.Enqueue((context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers.Authorization, body));
        if (Status == 0)
            context.Abort();
        else
            context.Response.StatusCode = Status;
    }
}

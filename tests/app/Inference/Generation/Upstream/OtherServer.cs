using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Platform.Inference.Tests.Generation.Upstream;

/// <summary>Another server on a free loopback port, which answers as a test says.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>What it was asked: path, the headers of credentials, and the body.</summary>
    public ConcurrentQueue<(string Path, string? Authorization, JsonNode Body)> Requests { get; } = [];

    public Func<HttpContext, Task> Answer { get; set; } = context => JsonAsync(context, 500, "{}");

    public static async Task<OtherServer> StartAsync()
    {
        // Without files that are watched: there is one of these in every test
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new OtherServer(app);
        app.Run(async context =>
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            server.Requests.Enqueue((
                context.Request.Path + context.Request.QueryString,
                (string?)context.Request.Headers.Authorization ?? context.Request.Headers["Ocp-Apim-Subscription-Key"], body!));
            await server.Answer(context);
        });
        await app.StartAsync();
        return server;
    }

    public static Task JsonAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    public static async Task EventsAsync(HttpContext context, params string[] events)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var data in events)
        {
            await context.Response.WriteAsync($"data: {data}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Inference.Hosting;

namespace Platform.Inference.Tests;

/// <summary>The real server on a free loopback port, with its models warmed up.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Where the server listens, in no order.</summary>
    public ICollection<string> Addresses => _app.Urls;

    public HttpClient Client { get; }

    public Task StopAsync() => _app.StopAsync();

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningServer> StartAsync(params string[] settings)
    {
        var server = await StartColdAsync(settings);
        await server.Services.GetServices<IHostedService>().OfType<WarmUp>().Single().ExecuteTask!;
        return server;
    }

    /// <summary>Like <see cref="StartAsync"/>, but models may still be warming up.</summary>
    public static async Task<RunningServer> StartColdAsync(params string[] settings)
    {
        var app = InferenceServer.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. settings]);
        await app.StartAsync();
        return new RunningServer(app);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> PostAsync(string path, string json) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    public Task<Answer> PostAsync(string path, byte[] body, string contentType) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } },
        });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        return new Answer(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(), response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

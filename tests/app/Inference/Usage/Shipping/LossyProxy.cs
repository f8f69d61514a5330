using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Inference.Tests.Usage.Shipping;

/// <summary>Stands before a storage account: passes everything on, and loses the answer of every third append.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Uri _account;
    private int _appends;

    private LossyProxy(WebApplication app, Uri account) => (_app, _account) = (app, account);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Answers that were lost.</summary>
    public int Lost { get; private set; }

    public static async Task<LossyProxy> StartAsync(Uri account)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var proxy = new LossyProxy(builder.Build(), account);
        proxy._app.Run(proxy.PassOnAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(_account, context.Request.Path + context.Request.QueryString));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, value) in context.Request.Headers)
            if (name != "Host" && !request.Headers.TryAddWithoutValidation(name, value.ToArray()))
                request.Content.Headers.TryAddWithoutValidation(name, value.ToArray());
        using var answer = await _client.SendAsync(request);
        if (context.Request.Query["comp"] == "appendblock" && Interlocked.Increment(ref _appends) % 3 == 0)
        {
            Lost++;
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers))
            if (name != "Transfer-Encoding" && !(context.Request.Method == "HEAD" && name == "Content-Length"))
                context.Response.Headers[name] = value.ToArray();
        if (context.Request.Method == "HEAD")
            context.Response.ContentLength = answer.Content.Headers.ContentLength;
        else if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
            await answer.Content.CopyToAsync(context.Response.Body);
    }
}

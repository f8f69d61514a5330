using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Bench.Gateways;

/// <summary>The limit for a gateway: YARP, which passes everything on to one backend.</summary>
internal static class YarpAlone
{
    public static async Task<int> RunAsync(string port, string backend)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", $"http://127.0.0.1:{port}"]);
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        using var client = new HttpMessageInvoker(
            new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        app.Map("/{**path}", (RequestDelegate)(async http => await forwarder.SendAsync(http, backend, client)));
        await app.RunAsync();
        return 0;
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Hosting;
using Platform.Gateway.Plans;
using Platform.Gateway.Policies;
using Platform.Gateway.Policies.Access;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Tests.Forwarding;

/// <summary>Calls over sockets, to a backend that is one.</summary>
public sealed class YarpForwarderTests
{
    [Fact]
    public async Task Answer_OfABackend_IsPassedOn_PieceByPiece_WithWhatPoliciesDoToItsHead()
    {
        var more = new TaskCompletionSource();
        await using var backend = await ServeAsync(async http =>
        {
            http.Response.Headers["Kept"] = http.Request.Path.Value + http.Request.QueryString;
            await http.Response.WriteAsync("first");
            await http.Response.Body.FlushAsync();
            await more.Task;
            await http.Response.WriteAsync(" second");
        });
        await using var gateway = await ServeAsync(Gateway(Port(backend), ""));
        using var client = new HttpClient();

        using var answer = await client.GetAsync(
            $"http://127.0.0.1:{Port(gateway)}/api/item/7?a=b", HttpCompletionOption.ResponseHeadersRead);
        using var stream = await answer.Content.ReadAsStreamAsync();
        var piece = new byte[100];
        var first = await stream.ReadAsync(piece);
        more.SetResult();
        using var rest = new StreamReader(stream);

        Assert.Equal(("first", " second"), (System.Text.Encoding.UTF8.GetString(piece, 0, first), await rest.ReadToEndAsync()));
        Assert.Equal(("/base/item/7?a=b", "1"), (answer.Headers.GetValues("Kept").Single(), answer.Headers.GetValues("Added").Single()));
    }

    [Fact]
    public async Task Backend_ThatDoesNotAnswerInTime_IsGivenUp()
    {
        await using var backend = await ServeAsync(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await using var gateway = await ServeAsync(Gateway(Port(backend), " timeout='0'"));
        using var client = new HttpClient();

        using var answer = await client.GetAsync($"http://127.0.0.1:{Port(gateway)}/api/item/7");

        Assert.Equal((HttpStatusCode.InternalServerError, "Timeout"), (answer.StatusCode, answer.Headers.GetValues("Reason").Single()));
    }

    private static RequestDelegate Gateway(int port, string attributes)
    {
        var services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        var yarp = new YarpForwarder(
            services.GetRequiredService<IHttpForwarder>(),
            new Dictionary<string, IPEndPoint> { ["backend.example"] = new(IPAddress.Loopback, port) }, null, TimeProvider.System);
        var policy = $"<policies><inbound /><backend><forward-request{attributes} /></backend><outbound><set-header "
            + "name='Added'><value>1</value></set-header></outbound><on-error><set-header "
            + "name='Reason'><value>@(context.LastError.Reason)</value></set-header></on-error></policies>";
        var model = new GatewayReader(
            PlanDocument.Parse(TestPlans.OfApi(policy)), new(TimeProvider.System, yarp, new TokenKeys(null), NullLogger.Instance),
                new Dictionary<string, string>(), name => name).Read();
        return new GatewayPipeline(model, TimeProvider.System, NullLogger.Instance).HandleAsync;
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync();
        return app;
    }

    private static int Port(WebApplication app) => new Uri(app.Urls.Single()).Port;
}

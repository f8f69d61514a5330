using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Platform.Billing.Hosting;

namespace Platform.Billing.Tests.Operators;

/// <summary>Billing with a paid invoice, and an operator who has a key.</summary>
internal sealed class OperatorHost : IAsyncDisposable
{
    public const string Key = "a key of thirty-two characters...";

    private readonly WebApplication _app;
    private readonly Shop _shop;

    private OperatorHost(WebApplication app, Shop shop)
    {
        (_app, _shop) = (app, shop);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public HttpClient Client { get; }

    public Shop Shop => _shop;

    public static async Task<OperatorHost> StartAsync(string kind, PostgresServer postgres, params string[] settings)
    {
        var shop = await Business.ShopAsync(kind, postgres);
        await shop.WorkAsync();
        var app = BillingServer.Create([
            "--Billing:Database", shop.Store.Connection, "--Billing:Usage", shop.Store.Logs, "--Billing:Instance", "two",
            "--Billing:DrainMilliseconds", "0",
            "--Logging:LogLevel:Default", "None", "--urls", "http://127.0.0.1:0", "--Operator:Keys:ann", Key, .. settings],
            shop.Store.Time);
        await app.StartAsync();
        return new OperatorHost(app, shop);
    }

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string text)
            request.Content = new StringContent(text, new MediaTypeHeaderValue("application/json"));
        else if (body is not null)
            request.Content = new ByteArrayContent(
                System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, System.Text.Json.JsonSerializerOptions.Web));
        using var answer = await Client.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _shop.DisposeAsync();
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Platform.Billing.Payments;
using Platform.Payments.Http;
using Platform.Payments.Hosting;

namespace Platform.Billing.Tests;

/// <summary>The stand-in for a payment provider on loopback, and billing's way to it.</summary>
internal abstract class StandIn(WebApplication app) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Urls.Single());

    public abstract IPaymentProvider Provider { get; }

    /// <summary>What was taken, or is about to be.</summary>
    public abstract IReadOnlyList<TakenMoney> Taken { get; }

    protected HttpClient Client { get; } = new();

    /// <summary>Where charges are asked for.</summary>
    protected abstract string Charges { get; }

    /// <summary>Where refunds are asked for.</summary>
    protected abstract string Refunds { get; }

    /// <summary>Where the stand-in is told what happens at this provider.</summary>
    protected abstract string Control { get; }

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>The next charges meet this.</summary>
    public Task FailAsync(Fault fault, int count = 1) => FailAtAsync(Charges, fault, count);

    /// <summary>The next refunds meet this.</summary>
    public Task FailRefundAsync(Fault fault, int count = 1) => FailAtAsync(Refunds, fault, count);

    public Task FailAtAsync(string path, Fault fault, int count = 1)
        => PostAsync($"/stand-in/faults?path={path}&fault={fault}&count={count}");

    public Task SettleAsync(string capture, bool paid) => PostAsync($"{Control}/captures/{capture}/settle?paid={paid}");

    public Task SettleRefundAsync(string refund, bool paid) => PostAsync($"{Control}/refunds/{refund}/settle?paid={paid}");

    /// <summary>Somebody gives it back at the provider.</summary>
    /// <returns>The refund's id.</returns>
    public async Task<string> RefundThereAsync(string capture) => (string)(await PostAsync($"{Control}/captures/{capture}/refund"))!["id"]!;

    /// <summary>The provider takes it back.</summary>
    /// <returns>The id of what webhooks tell of.</returns>
    public abstract Task<PaymentEvent> ReverseAsync(string capture);

    /// <summary>The customer complains.</summary>
    /// <returns>What the webhook says.</returns>
    public abstract Task<PaymentEvent> DisputeAsync(string capture);

    /// <summary>The provider decides.</summary>
    public abstract Task<PaymentEvent> DecideAsync(string dispute, bool lost);

    /// <summary>What a webhook of a kind says.</summary>
    public abstract PaymentEvent EventOf(EventKind kind, string resource);

    /// <summary>A payment method that was approved.</summary>
    public abstract Task<ApprovedMethod> MethodAsync(string key = "m-1");

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    protected static async Task<WebApplication> StartAppAsync(TimeProvider time)
    {
        var app = PaymentsServer.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"], time);
        await app.StartAsync();
        return app;
    }

    protected async Task<JsonNode?> PostAsync(string path)
    {
        using var answer = await Client.PostAsync(new Uri(Address, path), null);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {(int)answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text) : null;
    }
}

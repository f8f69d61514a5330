using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Platform.Billing.Charging;
using Platform.Billing.Customers;
using Platform.Billing.Rating;
using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Play;

/// <summary>What the console does for customers, in billing's books and at the gateway. Each step can be done again.</summary>
internal sealed class Office : IDisposable
{
    private const string Service = "/subscriptions/rehearsal/resourceGroups/rehearsal/providers/Microsoft.ApiManagement/service/rehearsal", Version = "api-version=2024-05-01";
    private const long TaxPpm = 190_000;

    private readonly HttpClient _gateway;
    private readonly Stage _stage;
    private readonly Payer _payer;

    public Office(Stage stage, Payer payer)
    {
        (_stage, _payer) = (stage, payer);
        _gateway = new HttpClient { BaseAddress = stage.Gateway.Address };
        _gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.ManagementToken);
        _gateway.DefaultRequestHeaders.IfMatch.Add(EntityTagHeaderValue.Any);
    }

    public async Task JoinAsync(Customer customer, CancellationToken cancellationToken)
    {
        var now = _stage.Clock.GetUtcNow();
        await _stage.Database.InTransactionAsync(
            async transaction =>
            {
                await CustomerStore.AddAsync(transaction, new Account(
                    customer.Account, "https://issuer.example", customer.Account, $"{customer.Account}@example.com", customer.Account, "DE", _stage.Offer.Currency, TaxPpm));
                await CustomerStore.SubscribeAsync(transaction, customer.Sid, customer.Account, customer.Tier.Name, now);
                return true;
            },
            cancellationToken);
        await SendAsync(HttpMethod.Put, $"users/{customer.Account}", new() { ["firstName"] = "A", ["lastName"] = "B", ["email"] = $"{customer.Account}@example.com" }, cancellationToken);
        await SendAsync(
            HttpMethod.Put, $"subscriptions/{customer.Sid}",
            new()
            {
                ["ownerId"] = $"/users/{customer.Account}", ["scope"] = $"/products/{customer.Tier.Name}", ["displayName"] = customer.Sid, ["state"] = "active",
                ["primaryKey"] = customer.Key,
            },
            cancellationToken);
        if (!customer.Tier.IsFree)
            await PayWithAsync(customer, $"{customer.Account}-first", cancellationToken);
        customer.HasJoined = true;
    }

    /// <summary>A payment method that the customer approves.</summary>
    public async Task PayWithAsync(Customer customer, string method, CancellationToken cancellationToken)
    {
        var (start, approved) = await _payer.ApproveAsync(method, cancellationToken);
        var now = _stage.Clock.GetUtcNow();
        await _stage.Database.InTransactionAsync(
            async transaction =>
            {
                await MethodStore.AddAsync(transaction, method, customer.Account, _payer.Provider, (start, now));
                return await MethodStore.ApproveAsync(transaction, method, approved);
            },
            cancellationToken);
        customer.Token = approved.Token;
    }

    /// <summary>Up with the next hour, down with the next period; the gateway follows.</summary>
    public Task ChangeAsync(Customer customer, Tier tier, PlanChange when, CancellationToken cancellationToken)
    {
        var now = _stage.Clock.GetUtcNow();
        return _stage.Database.InTransactionAsync(
            async transaction =>
            {
                await CustomerStore.ChangePlanAsync(transaction, customer.Sid, tier.Name, when, now);
                return true;
            },
            cancellationToken);
    }

    public Task CancelAsync(Customer customer, CancellationToken cancellationToken)
    {
        var now = _stage.Clock.GetUtcNow();
        return _stage.Database.InTransactionAsync(
            async transaction =>
            {
                await CustomerStore.CancelAsync(transaction, customer.Sid, now);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Tells the gateway who is suspended, who is not any more, and who has another tier now.</summary>
    public async Task FollowAsync(IReadOnlyList<Customer> customers, CancellationToken cancellationToken)
    {
        await using var connection = await _stage.Database.OpenAsync(cancellationToken);
        var now = (await connection.QueryAsync<(string Sid, string State, string Plan)>(
            """
            SELECT s.sid, s.state, (SELECT p.plan FROM phase p WHERE p.sid = s.sid AND p.from_hour <= @hour ORDER BY p.from_hour DESC LIMIT 1)
            FROM subscription s
            """,
            new { hour = Hours.Of(_stage.Clock.GetUtcNow()) })).ToDictionary(row => row.Sid);
        foreach (var customer in customers.Where(customer => customer.HasJoined))
        {
            // Who is past due is still served
            var state = now[customer.Sid].State is "suspended" or "cancelled" ? now[customer.Sid].State : "active";
            if (state == customer.State && now[customer.Sid].Plan == customer.Tier.Name)
                continue;
            (customer.State, customer.Tier) = (state, _stage.Offer.Tiers.Single(tier => tier.Name == now[customer.Sid].Plan));
            await SendAsync(
                HttpMethod.Patch, $"subscriptions/{customer.Sid}", new() { ["state"] = state, ["scope"] = $"/products/{customer.Tier.Name}" }, cancellationToken);
        }
    }

    /// <summary>The gateway's own count of a day: calls that it answered with success, by subscription.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString($"timestamp ge datetime'{day:yyyy-MM-dd}T00:00:00' and timestamp le datetime'{day:yyyy-MM-dd}T23:59:59'");
        var answer = await _gateway.GetFromJsonAsync<JsonObject>($"{Service}/reports/bySubscription?$filter={filter}&{Version}", cancellationToken);
        return answer!["value"]!.AsArray().ToDictionary(line => ((string)line!["subscriptionId"]!).Split('/')[^1], line => (long)line!["callCountSuccess"]!);
    }

    public void Dispose() => _gateway.Dispose();

    private async Task SendAsync(HttpMethod method, string path, JsonObject properties, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"{Service}/{path}?{Version}") { Content = JsonContent.Create(new JsonObject { ["properties"] = properties }) };
        using var answer = await _gateway.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new RehearsalException($"the gateway answered {method} {path} with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}

using System.Data.Common;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Platform.Billing.Charging;
using Platform.Billing.Corrections;
using Platform.Billing.Customers;
using Platform.Billing.Data;
using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Play;

/// <summary>What the console does for customers, in billing's books and at the gateway. Each step can be done again.</summary>
internal sealed class Office : IDisposable
{
    private const string Service = Stage.Management, Version = "api-version=2024-05-01";
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

    /// <summary>
    /// What the operator writes each month: what a node-hour costs, against when the plan was made. It rises by a per mille.
    /// </summary>
    public Task SetIndexesAsync(int months, CancellationToken cancellationToken) => WriteAsync(
        async transaction =>
        {
            foreach (var name in _stage.Offer.Indexes)
                for (var month = 0; month <= months; month++)
                    await transaction.Connection!.ExecuteAsync(
                        "INSERT INTO price_index (name, month, value_ppm, source) VALUES (@name, @month, @ppm, 'rehearsal')",
                        new
                        {
                            name, month = Stage.Begin.AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture),
                            ppm = 1_000_000L + 1_000 * month,
                        }, transaction);
        },
        cancellationToken);

    public async Task JoinAsync(Customer customer, CancellationToken cancellationToken)
    {
        var now = _stage.Clock.GetUtcNow();
        await WriteAsync(
            async transaction =>
            {
                await CustomerStore.AddAsync(transaction, new Account(
                    customer.Account, "https://issuer.example", customer.Account, $"{customer.Account}@example.com", customer.Account,
                    "DE", _stage.Offer.Currency, TaxPpm));
                await CustomerStore.SubscribeAsync(transaction, customer.Sid, customer.Account, customer.Tier.Name, now);
            },
            cancellationToken);
        await SendAsync(
            HttpMethod.Put, $"users/{customer.Account}",
            new() { ["firstName"] = "A", ["lastName"] = "B", ["email"] = $"{customer.Account}@example.com" }, cancellationToken);
        await SendAsync(
            HttpMethod.Put, $"subscriptions/{customer.Sid}",
            new()
            {
                ["ownerId"] = $"/users/{customer.Account}", ["scope"] = $"/products/{customer.Tier.Name}", ["displayName"] = customer.Sid,
                ["state"] = "active",
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
        await WriteAsync(
            async transaction =>
            {
                await MethodStore.AddAsync(transaction, method, customer.Account, _payer.Provider, (start, now));
                await MethodStore.ApproveAsync(transaction, method, approved);
            },
            cancellationToken);
        customer.Token = approved.Token;
    }

    /// <summary>Up with the next hour, down with the next period; the gateway follows.</summary>
    public Task ChangeAsync(Customer customer, Tier tier, PlanChange when, CancellationToken cancellationToken)
    {
        var now = _stage.Clock.GetUtcNow();
        return WriteAsync(transaction => CustomerStore.ChangePlanAsync(transaction, customer.Sid, tier.Name, when, now), cancellationToken);
    }

    public Task CancelAsync(Customer customer, CancellationToken cancellationToken)
    {
        var now = _stage.Clock.GetUtcNow();
        return WriteAsync(transaction => CustomerStore.CancelAsync(transaction, customer.Sid, now), cancellationToken);
    }

    /// <summary>Reads what billing has told the gateway: who is suspended, who is not any more, who has another tier.</summary>
    public async Task FollowAsync(IReadOnlyList<Customer> customers, CancellationToken cancellationToken)
    {
        await using var connection = await _stage.Database.OpenAsync(cancellationToken);
        var told = (await connection.QueryAsync<(string Sid, string State, string Plan)>(
            "SELECT sid, state, plan FROM gateway_subscription")).ToDictionary(row => row.Sid);
        foreach (var customer in customers)
            if (told.TryGetValue(customer.Sid, out var now))
                // Who is past due is still served
                (customer.State, customer.Tier) = (now.State is "suspended" or "cancelled" ? now.State : "active",
                    _stage.Offer.Tiers.Single(tier => tier.Name == now.Plan));
    }

    /// <summary>Half of what a customer has paid goes back, once; a cent is the smallest amount.</summary>
    public async Task<bool> GiveBackAsync(Customer customer, CancellationToken cancellationToken)
    {
        await using var connection = await _stage.Database.OpenAsync(cancellationToken);
        var paid = await connection.QueryFirstOrDefaultAsync<(string Number, long Micros)?>(
            "SELECT number, total_micros FROM invoice WHERE sid = @Sid AND state = 'paid' AND total_micros > 0 ORDER BY number",
            new { customer.Sid });
        if (paid is not { } invoice)
            return false;
        var now = _stage.Clock.GetUtcNow();
        await WriteAsync(
            transaction => CreditNotes.IssueAsync(
                transaction,
                new CreditOrder(
                    $"back-{customer.Sid}", invoice.Number, invoice.Micros / 20_000 * 10_000, "Half of it did not work", "rehearsal"), now),
            cancellationToken);
        return true;
    }

    /// <summary>The gateway's own count of a day: calls that it answered with success, by subscription.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString(
            $"timestamp ge datetime'{day:yyyy-MM-dd}T00:00:00' and timestamp le datetime'{day:yyyy-MM-dd}T23:59:59'");
        var answer = await _gateway.GetFromJsonAsync<JsonObject>(
            $"{Service}/reports/bySubscription?$filter={filter}&{Version}", cancellationToken);
        return answer!["value"]!.AsArray().ToDictionary(
            line => ((string)line!["subscriptionId"]!).Split('/')[^1], line => (long)line!["callCountSuccess"]!);
    }

    public void Dispose() => _gateway.Dispose();

    /// <summary>Beside billing's own work.</summary>
    private Task WriteAsync(Func<DbTransaction, Task> change, CancellationToken cancellationToken) => _stage.Database.InTransactionAsync(
        async transaction =>
        {
            await Lease.LockAsync(transaction);
            await change(transaction);
            return true;
        },
        cancellationToken);

    private async Task SendAsync(HttpMethod method, string path, JsonObject properties, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"{Service}/{path}?{Version}")
        {
            Content = JsonContent.Create(new JsonObject { ["properties"] = properties }),
        };
        using var answer = await _gateway.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new RehearsalException(
                $"the gateway answered {method} {path} with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(
                    cancellationToken)}");
    }
}

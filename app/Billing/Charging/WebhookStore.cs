using System.Data.Common;
using System.Text;
using Dapper;
using Platform.Billing.Invoices;
using Platform.Billing.Payments;

namespace Platform.Billing.Charging;

/// <summary>Webhooks as they came. One that comes again is the one that is there.</summary>
internal static class WebhookStore
{
    public static Task AddAsync(DbTransaction transaction, string provider, PaymentEvent sent, ReadOnlyMemory<byte> raw, DateTimeOffset now) => InsertAsync(
        transaction, new { provider, sent.Id, sent.Type, sent.Resource, raw = Encoding.UTF8.GetString(raw.Span), verified = 1, state = "new", now = now.ToUnixTimeMilliseconds() });

    /// <summary>Keeps what was not signed as evidence, under the hash of what it says.</summary>
    public static Task KeepAsync(DbTransaction transaction, string provider, string reason, ReadOnlyMemory<byte> raw, DateTimeOffset now)
    {
        var text = Encoding.UTF8.GetString(raw.Span);
        return InsertAsync(
            transaction,
            new { provider, Id = $"unsigned-{InvoiceStore.Sha256(text)}", Type = reason, Resource = "", raw = text, verified = 0, state = "quarantined", now = now.ToUnixTimeMilliseconds() });
    }

    public static async Task<IReadOnlyList<PaymentEvent>> NewAsync(DbConnection connection, string provider) => [.. await connection.QueryAsync<PaymentEvent>(
        "SELECT event AS Id, type AS Type, resource AS Resource FROM webhook WHERE provider = @provider AND state = 'new' ORDER BY received, event", new { provider })];

    public static Task MarkAsync(DbTransaction transaction, string provider, string id, string state) => transaction.Connection!.ExecuteAsync(
        "UPDATE webhook SET state = @state WHERE provider = @provider AND event = @id AND state = 'new'", new { provider, id, state }, transaction);

    private static Task InsertAsync(DbTransaction transaction, object row) => transaction.Connection!.ExecuteAsync(
        """
        INSERT INTO webhook (provider, event, type, resource, received, raw, verified, state)
        VALUES (@provider, @Id, @Type, @Resource, @now, @raw, @verified, @state) ON CONFLICT (provider, event) DO NOTHING
        """,
        row, transaction);
}

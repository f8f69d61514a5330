using System.Data.Common;
using System.Text;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Webhooks;

/// <summary>Webhooks as they came. One that comes again is the one that is there.</summary>
internal static class WebhookStore
{
    /// <summary>Of what nobody signed, which anybody can send: enough to see what it was, and not enough to fill the disk.</summary>
    public const int EvidenceBytes = 4096, EvidenceRows = 1000;

    /// <summary>For how long the text of what was applied is kept.</summary>
    public static readonly TimeSpan RawLives = TimeSpan.FromDays(90);

    public static Task AddAsync(
        DbTransaction transaction, string provider, PaymentEvent sent, ReadOnlyMemory<byte> raw, DateTimeOffset now) => InsertAsync(
        transaction,
        new
        {
            provider, sent.Id, sent.Type, sent.Resource, raw = Encoding.UTF8.GetString(raw.Span), verified = 1, state = "new",
            now = now.ToUnixTimeMilliseconds(),
        });

    /// <summary>Keeps what was not signed as evidence, under the hash of what it says; the newest of them.</summary>
    public static async Task KeepAsync(
        DbTransaction transaction, string provider, string reason, ReadOnlyMemory<byte> raw, DateTimeOffset now)
    {
        var id = $"unsigned-{TextHash.Of(Encoding.UTF8.GetString(raw.Span))}";
        var text = Encoding.UTF8.GetString(raw.Span[..Math.Min(raw.Length, EvidenceBytes)]).Replace('\0', '\uFFFD');
        await InsertAsync(
            transaction,
            new
            {
                provider, Id = id, Type = reason, Resource = "", raw = text, verified = 0, state = "quarantined",
                now = now.ToUnixTimeMilliseconds(),
            });
        await transaction.Connection!.ExecuteAsync(
            "DELETE FROM webhook WHERE verified = 0 AND received < (SELECT received FROM webhook WHERE verified = 0 ORDER BY received "
            + "DESC LIMIT 1 OFFSET @EvidenceRows)",
            new { EvidenceRows }, transaction);
    }

    public static async Task<IReadOnlyList<(PaymentEvent, DateTimeOffset)>> NewAsync(DbConnection connection, string provider)
        => [.. (await connection.QueryAsync<(string Id, string Type, string Resource, long Received)>(
            "SELECT event, type, resource, received FROM webhook WHERE provider = @provider AND state = 'new' ORDER BY received, event",
            new { provider }))
            .Select(row => (new PaymentEvent(row.Id, row.Type, row.Resource), DateTimeOffset.FromUnixTimeMilliseconds(row.Received)))];

    public static Task MarkAsync(DbTransaction transaction, string provider, string id, string state)
        => transaction.Connection!.ExecuteAsync(
            "UPDATE webhook SET state = @state WHERE provider = @provider AND event = @id AND state = 'new'", new { provider, id, state },
            transaction);

    /// <summary>Has one that was set aside applied again; what nobody signed stays where it is.</summary>
    /// <returns>False where there is no such.</returns>
    public static async Task<bool> ReleaseAsync(DbTransaction transaction, string provider, string id, DateTimeOffset now)
        => await transaction.Connection!.ExecuteAsync(
            "UPDATE webhook SET state = 'new', received = @now WHERE provider = @provider AND event = @id AND state = 'quarantined' AND "
            + "verified = 1",
            new { provider, id, now = now.ToUnixTimeMilliseconds() }, transaction) == 1;

    /// <summary>Forgets the texts of what was applied long ago.</summary>
    public static Task ForgetAsync(DbTransaction transaction, DateTimeOffset now) => transaction.Connection!.ExecuteAsync(
        "UPDATE webhook SET raw = '' WHERE state IN ('applied', 'ignored') AND raw <> '' AND received < @before",
        new { before = (now - RawLives).ToUnixTimeMilliseconds() }, transaction);

    private static Task InsertAsync(DbTransaction transaction, object row) => transaction.Connection!.ExecuteAsync(
        """
        INSERT INTO webhook (provider, event, type, resource, received, raw, verified, state)
        VALUES (@provider, @Id, @Type, @Resource, @now, @raw, @verified, @state) ON CONFLICT (provider, event) DO NOTHING
        """,
        row, transaction);
}

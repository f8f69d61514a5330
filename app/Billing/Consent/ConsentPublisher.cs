using System.Data.Common;
using System.Text.Json;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Consent;

/// <summary>Writes the servers' file when the record has a new row, and every half minute, as one that is old counts as missing.</summary>
internal sealed class ConsentPublisher(
    (Database Database, Lease Lease) data, IConsentFile file, ConsentTerms terms, Pseudonyms pseudonyms, ConsentDesk desk,
    TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Around a year's end both years' pseudonyms are in it: clocks differ, and the file is read a little later.</summary>
    private static readonly TimeSpan _overlap = TimeSpan.FromMinutes(10);

    private (long Entry, long Stamp)? _written;

    /// <returns>False where there was no need.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await WithdrawOfClosedAsync(cancellationToken);
        if (_written is { } last && time.GetElapsedTime(last.Stamp) < Every && await LastAsync(cancellationToken) == last.Entry)
            return false;
        var stamp = time.GetTimestamp();
        var version = await file.VersionAsync(cancellationToken);
        var document = await data.Lease.WriteAsync(ReadAsync, cancellationToken);
        await file.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(document, ConsentJson.Default.ConsentDocument), version, cancellationToken);
        await data.Lease.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                """
                INSERT INTO consent_file (name, written, last_n) VALUES ('consent', @at, @Entry)
                ON CONFLICT (name) DO UPDATE SET written = excluded.written, last_n = excluded.last_n
                """,
                new { at = document.Written.ToUnixTimeMilliseconds(), document.Entry }, transaction),
            cancellationToken);
        _written = (document.Entry, stamp);
        return true;
    }

    private async Task<ConsentDocument> ReadAsync(DbTransaction transaction)
    {
        var now = time.GetUtcNow();
        var last = await ConsentChain.LastAsync(transaction.Connection!, transaction);
        var given = (await ConsentInForce.AllAsync(transaction.Connection!, terms, transaction))
            .GroupBy(consent => consent.Sid, consent => consent.Purpose);
        int[] years = [.. new[] { (now - _overlap).Year, (now + _overlap).Year }.Distinct()];
        var consents = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var one in given)
            foreach (var year in years)
                consents[pseudonyms.Of(one.Key, year)] = [.. one.Order(StringComparer.Ordinal)];
        return new ConsentDocument(1, now, last?.N ?? 0, last?.Sha256 ?? "", consents);
    }

    /// <summary>Whoever closed an account, and however: its consents end with it.</summary>
    private async Task WithdrawOfClosedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await data.Database.OpenAsync(cancellationToken);
        foreach (var account in (await connection.QueryAsync<string>(
            """
            SELECT DISTINCT c.account FROM consent c JOIN account a ON a.id = c.account WHERE a.state = 'closed' AND c.action = 'given'
              AND c.n = (SELECT MAX(l.n) FROM consent l WHERE l.sid = c.sid AND l.purpose = c.purpose AND l.action IN ('given', 'withdrawn'))
            """)).ToList())
            await data.Lease.WriteAsync(
                transaction => desk.WithdrawAllAsync(transaction, account, "billing: account closed"), cancellationToken);
    }

    private async Task<long> LastAsync(CancellationToken cancellationToken)
    {
        await using var connection = await data.Database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(n), 0) FROM consent");
    }
}

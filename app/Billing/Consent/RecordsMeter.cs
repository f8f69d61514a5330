using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Consent;

/// <summary>
/// Measures once an hour what is kept of whoever consented, where a plan has a price for storage. Only changes are written down; while the
/// store cannot be listed, what was last seen holds on.
/// </summary>
internal sealed class RecordsMeter(
    (Database Database, Lease Lease) data, IRecords records, Pseudonyms pseudonyms, ConsentTerms terms, TimeProvider time)
{
    private const int Together = 200;

    private long _hour = long.MinValue;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var hour = Hours.Of(time.GetUtcNow());
        if (hour <= _hour)
            return;
        IReadOnlyList<(string Sid, long FirstAt)> subjects;
        Dictionary<string, long> before;
        await using (var connection = await data.Database.OpenAsync(cancellationToken))
        {
            subjects = await PlanStore.HasPriceAsync(connection, Meter.Storage)
                ? [.. await connection.QueryAsync<(string, long)>("SELECT sid, MIN(at) FROM consent GROUP BY sid")]
                : [];
            before = await StoredStore.NowAsync(connection, StoredStore.Records);
        }

        if (subjects.Count > 0)
            await WriteAsync(await MeasureAsync(subjects, cancellationToken), before, cancellationToken);
        _hour = hour;
    }

    private async Task<Dictionary<string, long>> MeasureAsync(
        IReadOnlyList<(string Sid, long FirstAt)> subjects, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().Year;
        var kept = subjects.ToDictionary(subject => subject.Sid, _ => 0L);
        var sids = subjects
            .SelectMany(
                subject => pseudonyms.All(subject.Sid, DateTimeOffset.FromUnixTimeMilliseconds(subject.FirstAt).Year, now),
                (subject, pseudonym) => (pseudonym, subject.Sid))
            .DistinctBy(one => one.pseudonym).ToDictionary(one => one.pseudonym, one => one.Sid, StringComparer.Ordinal);
        foreach (var purpose in terms.Purposes)
            await foreach (var record in records.ListAsync($"{purpose.Name}/", cancellationToken))
                if (sids.TryGetValue(record.Pseudonym, out var sid))
                    kept[sid] += record.Bytes;
        return kept;
    }

    private async Task WriteAsync(Dictionary<string, long> kept, Dictionary<string, long> before, CancellationToken cancellationToken)
    {
        foreach (var some in kept.Where(level => level.Value != before.GetValueOrDefault(level.Key)).Chunk(Together))
            await data.Lease.WriteAsync(
                async transaction =>
                {
                    foreach (var (sid, bytes) in some)
                        await StoredStore.SetAsync(transaction, sid, StoredStore.Records, bytes, time.GetUtcNow());
                },
                cancellationToken);
    }
}

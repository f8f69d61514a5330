using Platform.Billing.Data;

namespace Platform.Billing.Consent;

/// <summary>
/// Erases what was collected of whoever withdrew: lists, writes down what it found, deletes it, and lists again until nothing is found. Cut
/// off anywhere, it goes on from there: what was written down counts, whoever deletes it.
/// </summary>
internal sealed partial class Eraser(
    (Database Database, Lease Lease) data, IRecords records, Pseudonyms pseudonyms, int days, TimeProvider time, ILogger<Eraser> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Erasure> due;
        await using (var connection = await data.Database.OpenAsync(cancellationToken))
            due = await Erasures.DueAsync(connection, time.GetUtcNow());
        foreach (var purpose in due.GroupBy(erasure => erasure.Purpose))
            await EraseAsync(purpose.Key, [.. purpose], cancellationToken);
    }

    private async Task EraseAsync(string purpose, IReadOnlyList<Erasure> erasures, CancellationToken cancellationToken)
    {
        var subjects = Subjects(erasures);
        var found = await FindAsync(purpose, subjects, cancellationToken);
        if (found.Count > 0)
        {
            await data.Lease.WriteAsync(transaction => Erasures.FoundAsync(transaction, found), cancellationToken);
            foreach (var (_, record) in found)
                await records.DeleteAsync(record.Name, cancellationToken);
            found = await FindAsync(purpose, subjects, cancellationToken);
        }

        foreach (var erasure in erasures.Except(found.Select(one => one.Erasure)))
            await FinishAsync(erasure, cancellationToken);
    }

    private async Task FinishAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await data.Lease.WriteAsync(transaction => Erasures.FinishAsync(transaction, erasure, time.GetUtcNow()), cancellationToken);
        LogErased(erasure.Sid, erasure.Purpose);
    }

    private async Task<IReadOnlyList<(Erasure Erasure, StoredRecord Record)>> FindAsync(
        string purpose, ILookup<string, Erasure> subjects, CancellationToken cancellationToken)
    {
        var found = new List<(Erasure, StoredRecord)>();
        await foreach (var record in records.ListAsync($"{purpose}/", cancellationToken))
            found.AddRange(subjects[record.Pseudonym].Select(erasure => (erasure, record)));
        return found;
    }

    /// <summary>By the pseudonyms that they had as long as anything is kept.</summary>
    private ILookup<string, Erasure> Subjects(IReadOnlyList<Erasure> erasures) => (
        from erasure in erasures
        let asked = DateTimeOffset.FromUnixTimeMilliseconds(erasure.Asked)
        from pseudonym in pseudonyms.All(erasure.Sid, asked.AddDays(-days).Year, time.GetUtcNow().Year)
        select (pseudonym, erasure)).Distinct().ToLookup(one => one.pseudonym, one => one.erasure, StringComparer.Ordinal);

    [LoggerMessage(71, LogLevel.Information, "What was collected of subscription {Sid} for {Purpose} is erased")]
    private partial void LogErased(string sid, string purpose);
}

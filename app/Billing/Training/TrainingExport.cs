using System.Text.Json.Nodes;
using Dapper;
using Platform.Billing.Auditing;
using Platform.Billing.Consent;
using Platform.Billing.Data;

namespace Platform.Billing.Training;

/// <summary>
/// Gives out what customers let models be trained on, for <c>dotnet platform.cs train --data FILE</c>; only where there are so many that
/// nobody is told by it, and never of whoever has withdrawn, or waits to be erased.
/// </summary>
internal sealed class TrainingExport(
    Database database, IRecords records, (ConsentTerms Terms, Pseudonyms Pseudonyms) consent, TimeProvider time)
{
    /// <summary>Customers, of whom there must be rows.</summary>
    public const int Fewest = 5;

    /// <param name="of">Model and version whose calls are exported.</param>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="actor">Who asks, for the audit.</param>
    /// <param name="cancellationToken">Until it is there.</param>
    /// <returns>In words, what it has.</returns>
    /// <exception cref="TrainingException">There are too few.</exception>
    public async Task<string> RunAsync((string Model, string Version) of, string path, string actor, CancellationToken cancellationToken)
    {
        var (rows, unlabelled) = await new TrainingReader(records, await AccountsAsync(cancellationToken)).ReadAsync(
            of.Model, of.Version, cancellationToken);
        var subjects = rows.Select(row => row.Account).Distinct().Count();
        if (subjects < Fewest)
            throw new TrainingException(
                $"{rows.Count} rows of {of.Model} {of.Version} with a label are of {subjects} customers; expected {Fewest} or more, so "
                + $"that nobody is told by them. {unlabelled} rows have no label yet: POST /feedback brings them");
        await TrainingFile.WriteAsync(path, rows, cancellationToken);
        await database.InTransactionAsync(
            async transaction =>
            {
                await Lease.LockAsync(transaction);
                await AuditLog.WriteAsync(
                    transaction,
                    new AuditEntry(
                        actor, "export training", $"{of.Model} {of.Version}", "to train its next version",
                        new JsonObject { ["rows"] = rows.Count, ["customers"] = subjects }.ToJsonString()),
                    time.GetUtcNow());
            },
            cancellationToken);
        return $"{rows.Count} rows of {subjects} customers are in {path}; {unlabelled} without a label are not";
    }

    /// <summary>By every pseudonym that they had as long as anything is kept.</summary>
    private async Task<IReadOnlyDictionary<string, string>> AccountsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var erasing = (await connection.QueryAsync<string>(
            "SELECT sid FROM erasure WHERE state = 'waiting' AND purpose = @Training", new { ConsentPurposes.Training })).ToHashSet();
        var now = time.GetUtcNow();
        var days = consent.Terms.Find(ConsentPurposes.Training).Days;
        return (
            from given in await ConsentInForce.AllAsync(connection, consent.Terms)
            where given.Purpose == ConsentPurposes.Training && !erasing.Contains(given.Sid)
            from pseudonym in consent.Pseudonyms.All(given.Sid, now.AddDays(-days).Year, now.Year)
            select (pseudonym, given.Account)).Distinct().ToDictionary(one => one.pseudonym, one => one.Account, StringComparer.Ordinal);
    }
}

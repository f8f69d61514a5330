using System.Data.Common;
using System.Globalization;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Webhooks;

namespace Platform.Billing.Verification;

/// <summary>Checks every invariant once a day, keeps what it found, and says loudly what does not hold.</summary>
internal sealed partial class Nightly(Database database, Lease lease, TimeProvider time, ILogger<Nightly> logger)
{
    /// <summary>After midnight UTC: when yesterday's movements are listed by the payment provider.</summary>
    public static readonly TimeSpan After = TimeSpan.FromHours(5);

    private string? _done;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var day = (now - After).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_done == day)
            return;
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<string>("SELECT day FROM verification WHERE day = @day", new { day }) is null)
            await VerifyAsync(connection, day, cancellationToken);
        _done = day;
    }

    /// <summary>How many violations a report has, of each invariant that there is.</summary>
    public static IEnumerable<(string Invariant, long Violations)> Count(string report)
    {
        var lines = report.Split('\n');
        return Invariants.Names.Append(Documents.Invariant).Append(Consents.Invariant)
            .Select(invariant => (invariant, (long)lines.Count(line => line.StartsWith($"{invariant}: ", StringComparison.Ordinal))));
    }

    /// <summary>Every invariant.</summary>
    public static async Task<IReadOnlyList<Finding>> CheckAsync(DbConnection connection)
        => [.. await Invariants.CheckAsync(connection), await Documents.CheckAsync(connection), await Consents.CheckAsync(connection)];

    private async Task VerifyAsync(DbConnection connection, string day, CancellationToken cancellationToken)
    {
        var findings = await CheckAsync(connection);
        var violations = findings.SelectMany(finding => finding.Violations.Select(violation => $"{finding.Invariant}: {violation}"))
            .ToList();
        foreach (var violation in violations)
            LogViolation(violation);
        await lease.WriteAsync(
            async transaction =>
            {
                await WebhookStore.ForgetAsync(transaction, time.GetUtcNow());
                return await transaction.Connection!.ExecuteAsync(
                    "INSERT INTO verification (day, at, violations, report) VALUES (@day, @at, @Count, @report) ON CONFLICT "
                    + "(day) DO NOTHING",
                    new { day, at = time.GetUtcNow().ToUnixTimeMilliseconds(), violations.Count, report = string.Join('\n', violations) },
                    transaction);
            },
            cancellationToken);
    }

    [LoggerMessage(50, LogLevel.Critical, "An invariant does not hold: {Violation}")]
    private partial void LogViolation(string violation);
}

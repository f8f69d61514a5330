using System.Data.Common;
using System.Globalization;
using System.Net;
using Dapper;
using Platform.Billing.Charging;
using Platform.Billing.Corrections;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Reconciliation;

/// <summary>
/// Asks the provider, day by day, for everything that it moved, keeps it beside the books, and takes over what the books do not know:
/// captures whose answers were lost, refunds that were made there, reversals. What cannot be taken over shows in the nightly verification.
/// </summary>
internal sealed partial class Reconciler(
    Database database, Lease lease, (Charger Charger, Refunder Refunder, Disputes Disputes) effects,
    (IPaymentProvider Provider, TimeProvider Time) from, ILogger<Reconciler> logger)
{
    private readonly UnlistedMovements _unlisted = new(database, from.Provider);

    /// <summary>After a day's end, until everything of it shows in the provider's lists.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(4);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken) is { } day && from.Time.GetUtcNow() >= day.AddDays(1) + Delay)
                if (!await TakeAsync(day, cancellationToken))
                    return;
        }
        catch (HttpRequestException silent)
        {
            LogAgain(silent.Message);
        }
    }

    /// <summary>The day after the last one; the first one is that of the first charge.</summary>
    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<string>(
            "SELECT MAX(day) FROM reconciliation WHERE provider = @Name", new { from.Provider.Name }) is { } last)
            return DateTimeOffset.Parse(last, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddDays(1);
        return await connection.ExecuteScalarAsync<long?>(
            "SELECT MIN(started) FROM charge WHERE provider = @Name", new { from.Provider.Name }) is { } first
            ? new DateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(first).UtcDateTime.Date, TimeSpan.Zero)
            : null;
    }

    /// <returns>False where the provider does not answer; the day is asked for again.</returns>
    /// <exception cref="HttpRequestException">It does not say what became of something; the same.</exception>
    private async Task<bool> TakeAsync(DateTimeOffset day, CancellationToken cancellationToken)
    {
        if (await from.Provider.ListAsync(day, day.AddDays(1), cancellationToken) is not { } movements)
            return false;
        foreach (var movement in movements)
            if (!await IsBookedAsync(movement, cancellationToken))
                await BookAsync(movement, cancellationToken);
        Movement[] all = [
            .. movements, .. await _unlisted.ReadAsync(day.AddDays(1), [.. movements.Select(movement => movement.Id)], cancellationToken),
        ];
        await lease.WriteAsync(transaction => KeepAsync(transaction, day, all), cancellationToken);
        return true;
    }

    private async Task<bool> IsBookedAsync(Movement movement, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            movement.Kind switch
            {
                EventKind.Capture => "SELECT COUNT(*) FROM charge WHERE provider_capture = @Id AND state = 'captured'",
                EventKind.Refund => "SELECT COUNT(*) FROM refund WHERE provider_refund = @Id AND state = 'done'",
                _ => "SELECT COUNT(*) FROM reversal WHERE provider_reversal = @Id",
            },
            new { movement.Id }) > 0;
    }

    private async Task BookAsync(Movement movement, CancellationToken cancellationToken)
    {
        try
        {
            _ = movement.Kind switch
            {
                EventKind.Capture => await effects.Charger.FoundAsync(movement, cancellationToken),
                EventKind.Refund => await effects.Refunder.TakeAsync(movement.Id, cancellationToken),
                _ => await effects.Disputes.ReverseAsync(movement.Id, cancellationToken),
            };
        }
        catch (Exception exception) when (exception is CorrectionException
        || exception is HttpRequestException { StatusCode: HttpStatusCode.NotFound })
        {
            // It stands beside the books, and the verification says that they differ
        }
    }

    private async Task<bool> KeepAsync(DbTransaction transaction, DateTimeOffset day, IReadOnlyList<Movement> movements)
    {
        var (date, now) = (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), from.Time.GetUtcNow().ToUnixTimeMilliseconds());
        await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO provider_movement (provider, id, kind, day, at, amount_micros, currency, invoice)
            VALUES (@Name, @Id, @kind, @date, @at, @AmountMicros, @Currency, @InvoiceNumber) ON CONFLICT (provider, id) DO NOTHING
            """,
            movements.Select(movement => new
            {
                from.Provider.Name, movement.Id, kind = movement.Kind.ToString().ToLowerInvariant(), date,
                at = movement.At.ToUnixTimeMilliseconds(),
                movement.AmountMicros, movement.Currency, movement.InvoiceNumber,
            }),
            transaction);
        return await transaction.Connection!.ExecuteAsync(
            "INSERT INTO reconciliation (provider, day, until, at, movements) VALUES (@Name, @date, @until, @now, @Count) ON CONFLICT "
            + "(provider, day) DO NOTHING",
            new { from.Provider.Name, date, until = day.AddDays(1).ToUnixTimeMilliseconds(), now, movements.Count }, transaction) == 1;
    }

    [LoggerMessage(37, LogLevel.Warning, "What the provider moved is asked for again: {Reason}")]
    private partial void LogAgain(string reason);
}

using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Reconciliation;

/// <summary>
/// What the books have and no list had, such as a payment that was pending on its day and settled on a later one: the provider is asked
/// about each.
/// </summary>
internal sealed class UnlistedMovements(Database database, IPaymentProvider provider)
{
    /// <summary>By how much the provider's clock and ours may differ.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(10);

    private const string Captures =
        """
        SELECT c.provider_capture, c.currency, i.number, c.settled FROM charge c JOIN invoice i ON i.id = c.invoice
        WHERE c.provider = @Name AND c.state = 'captured' AND c.settled < @before AND NOT EXISTS (
          SELECT 1 FROM provider_movement m WHERE m.provider = c.provider AND m.id = c.provider_capture)
        """;

    private const string Refunds =
        """
        SELECT r.provider_refund, c.currency, i.number, r.settled FROM refund r JOIN charge c ON c.id = r.charge JOIN invoice i ON i.id = c.invoice
        WHERE c.provider = @Name AND r.state = 'done' AND r.settled < @before AND NOT EXISTS (
          SELECT 1 FROM provider_movement m WHERE m.provider = c.provider AND m.id = r.provider_refund)
        """;

    /// <param name="until">What is older should have been listed.</param>
    /// <param name="listed">Just now, and not kept yet.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Those that the provider confirms; what it does not have is not among them.</returns>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public async Task<IReadOnlyList<Movement>> ReadAsync(DateTimeOffset until, HashSet<string> listed, CancellationToken cancellationToken)
    {
        var confirmed = new List<Movement>();
        foreach (var (id, currency, number, settled) in await MissingAsync(Captures, until, cancellationToken))
            if (!listed.Contains(id) && await provider.FindCaptureAsync(id, cancellationToken) is { State: PaymentState.Captured,
                AmountMicros: { } amount })
                confirmed.Add(
                    new Movement(id, EventKind.Capture, DateTimeOffset.FromUnixTimeMilliseconds(settled), amount, currency, number));
        foreach (var (id, currency, number, settled) in await MissingAsync(Refunds, until, cancellationToken))
            if (!listed.Contains(id) && await provider.FindRefundAsync(id, cancellationToken) is { State: PaymentState.Captured,
                AmountMicros: { } amount })
                confirmed.Add(
                    new Movement(id, EventKind.Refund, DateTimeOffset.FromUnixTimeMilliseconds(settled), amount, currency, number));
        return confirmed;
    }

    private async Task<IReadOnlyList<(string Id, string Currency, string Number, long Settled)>> MissingAsync(
        string sql, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string, string, string, long)>(
            sql, new { provider.Name, before = (until - _skew).ToUnixTimeMilliseconds() })];
    }
}

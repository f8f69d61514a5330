using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Ledger;
using Platform.Billing.Money;

namespace Platform.Billing.Credits;

/// <summary>Credits that accounts were given. An invoice uses them when it is issued, those first that end first.</summary>
internal static class CreditGrants
{
    /// <summary>Gives a credit; the same one again changes nothing.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="CreditException">The id is another credit's, or it could never be used.</exception>
    public static async Task<bool> GiveAsync(DbTransaction transaction, CreditGrant grant, string actor, DateTimeOffset now)
    {
        if (await IsThereAsync(transaction, grant))
            return false;
        if (grant.Expires <= now)
            throw new CreditException($"the credit expires at {grant.Expires:u}; expected a time after {now:u}, or null for never");
        await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO credit_grant (id, account, currency, amount_micros, expires, reason, actor, granted)
            VALUES (@Id, @Account, @Currency, @AmountMicros, @expires, @Reason, @actor, @granted)
            """,
            new
            {
                grant.Id, grant.Account, grant.Currency, grant.AmountMicros, expires = grant.Expires?.ToUnixTimeMilliseconds(),
                grant.Reason, actor,
                granted = now.ToUnixTimeMilliseconds(),
            },
            transaction);
        return true;
    }

    /// <summary>Those accounts that were ever given a credit.</summary>
    public static async Task<HashSet<string>> AccountsAsync(DbTransaction transaction, IReadOnlyCollection<string> accounts)
    {
        var parameters = new DynamicParameters();
        return [.. await transaction.Connection!.QueryAsync<string>(
            $"SELECT DISTINCT account FROM credit_grant WHERE account IN {parameters.AddList(accounts)}", parameters, transaction)];
    }

    /// <summary>What an invoice over an amount can use.</summary>
    public static async Task<IReadOnlyList<CreditUse>> PlanAsync(
        DbTransaction transaction, string account, Currency currency, long totalMicros, DateTimeOffset at)
    {
        var (uses, left) = (new List<CreditUse>(), totalMicros);
        if (left <= 0)
            return uses;
        foreach (var (grant, rest) in await RestAsync(transaction, account, currency, at))
        {
            var amount = Math.Min(left, rest / currency.SmallestMicros * currency.SmallestMicros);
            if (amount <= 0)
                continue;
            uses.Add(new CreditUse(grant, amount));
            left -= amount;
        }

        return uses;
    }

    /// <summary>Uses it for an invoice that is written.</summary>
    public static async Task UseAsync(DbTransaction transaction, string invoice, IReadOnlyList<CreditUse> uses, EntryDetails about)
    {
        if (uses.Count == 0)
            return;
        var used = uses.Sum(use => use.AmountMicros);
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO credit_use (credit_grant, invoice, amount_micros, at) VALUES (@Grant, @invoice, @AmountMicros, @at)",
            uses.Select(use => new { use.Grant, invoice, use.AmountMicros, at = about.At.ToUnixTimeMilliseconds() }), transaction);
        await Books.WriteAsync(
            transaction, $"{invoice}-credits", about with { Kind = "credits" }, new Posting(Books.Credits, used),
            new Posting(Books.Receivable, -used));
        await transaction.Connection!.ExecuteAsync(
            "UPDATE invoice SET credited_micros = @used, state = CASE WHEN @used = total_micros THEN 'paid' ELSE state END WHERE "
            + "id = @invoice",
            new { invoice, used }, transaction);
    }

    private static async Task<bool> IsThereAsync(DbTransaction transaction, CreditGrant grant)
    {
        var row = await transaction.Connection!.QuerySingleOrDefaultAsync<(string Account, string Currency, long AmountMicros,
            long? Expires)?>(
            "SELECT account, currency, amount_micros, expires FROM credit_grant WHERE id = @Id", new { grant.Id }, transaction);
        if (row is not { } there)
            return false;
        var (before, given) = (
            Text(there.Account, there.Currency, there.AmountMicros, there.Expires),
            Text(grant.Account, grant.Currency, grant.AmountMicros, grant.Expires?.ToUnixTimeMilliseconds()));
        return before == given
            ? true
            : throw new CreditException(
                $"'{grant.Id}' is a credit of {before}, and was sent as one of {given}; give another credit another id");
    }

    private static string Text(string account, string currency, long micros, long? expires)
        => $"{micros} µ-units of {currency} for account {account} that {(expires is { } at
        ? $"expires at {DateTimeOffset.FromUnixTimeMilliseconds(at):u}"
        : "never expires")}";

    private static Task<IEnumerable<(string Grant, long LeftMicros)>> RestAsync(
        DbTransaction transaction, string account, Currency currency, DateTimeOffset at)
        => transaction.Connection!.QueryAsync<(string, long)>(
            """
            SELECT g.id, CAST(g.amount_micros - (SELECT COALESCE(SUM(u.amount_micros), 0) FROM credit_use u WHERE u.credit_grant = g.id) AS BIGINT)
            FROM credit_grant g WHERE g.account = @account AND g.currency = @Code AND (g.expires IS NULL OR g.expires > @at)
            ORDER BY COALESCE(g.expires, 9223372036854775807), g.granted, g.id
            """,
            new { account, currency.Code, at = at.ToUnixTimeMilliseconds() }, transaction);
}

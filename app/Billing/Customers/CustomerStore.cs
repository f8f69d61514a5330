using System.Data.Common;
using Dapper;
using Platform.Billing.Money;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Customers;

/// <summary>Accounts and their subscriptions. Each call can be repeated: what is there already is left as it is.</summary>
internal static class CustomerStore
{
    /// <summary>Why a phase begins that the gateway need not wait for.</summary>
    public const string ChangedAtOnce = "changed at once";

    /// <exception cref="UnknownCurrencyException">The account's currency cannot be charged.</exception>
    public static async Task AddAsync(DbTransaction transaction, Account account)
    {
        _ = Currencies.Find(account.Currency);
        await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO account (id, issuer, subject, email, name, country, currency, tax_rate_ppm, state)
            VALUES (@Id, @Issuer, @Subject, @Email, @Name, @Country, @Currency, @TaxRatePpm, 'active')
            ON CONFLICT (id) DO NOTHING
            """,
            account, transaction);
    }

    /// <summary>Begins a subscription with the hour that runs.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="sid">As the gateway calls it; ours to choose.</param>
    /// <param name="account">Of the one who pays.</param>
    /// <param name="plan">In the account's currency, in its version that holds now.</param>
    /// <param name="now">When it begins.</param>
    /// <exception cref="CustomerException">There is no such account or plan, or they differ in currency.</exception>
    public static async Task SubscribeAsync(DbTransaction transaction, string sid, string account, string plan, DateTimeOffset now)
    {
        var currency = await transaction.Connection!.ExecuteScalarAsync<string>(
            "SELECT currency FROM account WHERE id = @account", new { account }, transaction)
            ?? throw new CustomerException($"there is no account '{account}'");
        var version = await HoldingAsync(transaction, plan, now);
        if (version.Currency != currency)
            throw new CustomerException(
                $"plan '{plan}' is in {version.Currency} and account '{account}' pays in {currency}; choose a plan in {currency}");
        var hour = Hours.Of(now);
        var added = await transaction.Connection!.ExecuteAsync(
            "INSERT INTO subscription (sid, account, name, anchor, state) VALUES (@sid, @account, @plan, @hour, 'active') ON CONFLICT "
            + "(sid) DO NOTHING",
            new { sid, account, plan, hour }, transaction);
        if (added == 0)
            return;
        await AddPhaseAsync(transaction, sid, hour, version, "subscribed");
        if (version.Trial is { } trial)
            await AddPhaseAsync(transaction, sid, hour + trial.Days * 24, await HoldingAsync(transaction, trial.Then, now), "trial ended");
    }

    /// <summary>Changes the plan with the next hour, or the next period; a later change of the same hour replaces an earlier one.</summary>
    /// <exception cref="CustomerException">There is no such subscription or plan, or it ended.</exception>
    public static async Task ChangePlanAsync(DbTransaction transaction, string sid, string plan, PlanChange when, DateTimeOffset now)
    {
        var (anchor, ended) = await FindAsync(transaction, sid);
        if (ended is not null)
            throw new CustomerException($"subscription '{sid}' has ended; take a new one");
        var from = when == PlanChange.AtOnce ? Hours.Of(now) + 1 : Period.At(anchor, Hours.Of(now)).End;
        await AddPhaseAsync(
            transaction, sid, from, await HoldingAsync(transaction, plan, Hours.ToTime(from)),
            when == PlanChange.AtOnce ? ChangedAtOnce : "changed");
        // What was to follow, such as the end of a trial, follows no more
        await transaction.Connection!.ExecuteAsync(
            "DELETE FROM phase WHERE sid = @sid AND from_hour > @from", new { sid, from }, transaction);
    }

    /// <summary>Ends a subscription with the next hour; what is used later is not billed.</summary>
    /// <exception cref="CustomerException">There is no such subscription.</exception>
    public static async Task CancelAsync(DbTransaction transaction, string sid, DateTimeOffset now)
    {
        _ = await FindAsync(transaction, sid);
        await transaction.Connection!.ExecuteAsync(
            "UPDATE subscription SET ended = @end, state = 'cancelled' WHERE sid = @sid AND ended IS NULL",
            new { sid, end = Hours.Of(now) + 1 }, transaction);
    }

    private static async Task<(long Anchor, long? Ended)> FindAsync(DbTransaction transaction, string sid)
        => await transaction.Connection!.QuerySingleOrDefaultAsync<(long, long?)?>(
            "SELECT anchor, ended FROM subscription WHERE sid = @sid", new { sid }, transaction)
        ?? throw new CustomerException($"there is no subscription '{sid}'");

    /// <summary>A plan from an hour on; another one of that hour is replaced.</summary>
    public static Task AddPhaseAsync(DbTransaction transaction, string sid, long hour, PlanVersion plan, string reason)
        => transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO phase (sid, from_hour, plan, version, reason, actor) VALUES (@sid, @hour, @Plan, @Version, @reason, 'customer')
            ON CONFLICT (sid, from_hour) DO UPDATE SET plan = excluded.plan, version = excluded.version, reason = excluded.reason
            """,
            new { sid, hour, plan.Plan, plan.Version, reason }, transaction);

    private static async Task<PlanVersion> HoldingAsync(DbTransaction transaction, string plan, DateTimeOffset at) => PlanStore.Read(
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(
            "SELECT document FROM plan_version WHERE plan = @plan AND effective <= @at ORDER BY version DESC LIMIT 1",
            new { plan, at = at.ToUnixTimeMilliseconds() }, transaction))
        ?? throw new CustomerException($"there is no plan '{plan}' that holds at {at:u}");
}

using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace Platform.Billing.Plans;

/// <summary>The versions of all plans. They are added, and never change.</summary>
internal static class PlanStore
{
    /// <summary>Adds a version; one that is there already, just as it is, is left alone.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="plan">The version.</param>
    /// <param name="added">When it became known; periods that began before do not take it.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="PlanException">It cannot be sold, differs from what is there under its number, or would begin before the version
    /// before it.</exception>
    public static async Task<bool> AddAsync(DbTransaction transaction, PlanVersion plan, DateTimeOffset added = default)
    {
        PlanCheck.Require(plan);
        var document = JsonSerializer.Serialize(plan, PlanJson.Default.PlanVersion);
        var latest = await LatestAsync(transaction, plan.Plan);
        if (latest is not null && plan.Version <= latest.Version)
            return await RequireSameAsync(transaction, plan, document);
        Require(plan, latest);
        await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO plan_version (plan, version, currency, fixed_micros, effective, document, added)
            VALUES (@Plan, @Version, @Currency, @FixedMicros, @Effective, @document, @added)
            """,
            new
            {
                plan.Plan, plan.Version, plan.Currency, plan.FixedMicros, Effective = plan.Effective.ToUnixTimeMilliseconds(), document,
                added = added.ToUnixTimeMilliseconds(),
            },
            transaction);
        return true;
    }

    public static async Task<PlanVersion?> LatestAsync(DbTransaction transaction, string plan) => Read(
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(
            "SELECT document FROM plan_version WHERE plan = @plan ORDER BY version DESC LIMIT 1", new { plan }, transaction));

    public static async Task<PlanVersion?> FindAsync(DbConnection connection, string plan, int version, DbTransaction? transaction = null)
        => Read(
            await connection.QuerySingleOrDefaultAsync<string>(
                "SELECT document FROM plan_version WHERE plan = @plan AND version = @version", new { plan, version }, transaction));

    /// <summary>Whether any plan has a price for a meter.</summary>
    public static async Task<bool> HasPriceAsync(DbConnection connection, Meter meter)
        => (await PricesAsync(connection)).Any(price => price.Meter == meter);

    /// <summary>The names of all price indexes that a plan has.</summary>
    public static async Task<IReadOnlySet<string>> IndexesAsync(DbTransaction transaction) => new SortedSet<string>(
        (await PricesAsync(transaction.Connection!, transaction)).Select(price => price.Index).OfType<string>(), StringComparer.Ordinal);

    public static PlanVersion? Read(string? document)
        => document is null ? null : JsonSerializer.Deserialize(document, PlanJson.Default.PlanVersion);

    /// <summary>Of all versions of all plans.</summary>
    private static async Task<IEnumerable<MeterPrice>> PricesAsync(DbConnection connection, DbTransaction? transaction = null)
        => (await connection.QueryAsync<string>("SELECT document FROM plan_version", transaction: transaction))
            .SelectMany(document => Read(document)!.Meters);

    private static async Task<bool> RequireSameAsync(DbTransaction transaction, PlanVersion plan, string document)
    {
        var there = await FindAsync(transaction.Connection!, plan.Plan, plan.Version, transaction);
        if (there is not null && JsonSerializer.Serialize(there, PlanJson.Default.PlanVersion) == document)
            return false;
        throw new PlanException(
            $"plan '{plan.Plan}' version {plan.Version} is another than the one that customers have; give what changed the next version, "
            + "and a date from which it holds");
    }

    private static void Require(PlanVersion plan, PlanVersion? latest)
    {
        var next = (latest?.Version ?? 0) + 1;
        if (plan.Version != next)
            throw new PlanException($"plan '{plan.Plan}' version {plan.Version} is not the next one; expected {next}");
        if (latest is not null && plan.Effective < latest.Effective)
            throw new PlanException(
                $"plan '{plan.Plan}' version {plan.Version} holds from {plan.Effective:u}, before version {latest.Version} from "
                + $"{latest.Effective:u}; prices do not change backwards");
        if (latest is not null && plan.Currency != latest.Currency)
            throw new PlanException(
                $"plan '{plan.Plan}' version {plan.Version} is in {plan.Currency} and was in {latest.Currency}; another currency takes "
                + "another plan");
    }
}

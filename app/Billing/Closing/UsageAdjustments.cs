using System.Data.Common;
using Dapper;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>Corrections of usage. They stand beside what was counted; those of a period that is rated come on the next invoice.</summary>
internal static class UsageAdjustments
{
    /// <summary>Of a period, so that what is added up stays a whole number of 64 bits.</summary>
    private const long MostDelta = 1_000_000_000_000_000_000;

    private static readonly (Meter Meter, string Column)[] _columns =
    [
        (Meter.Calls, "calls"), (Meter.Rows, "row_count"), (Meter.Compute, "compute_us"), (Meter.TokensIn, "tokens_in"),
        (Meter.TokensOut, "tokens_out"),
        (Meter.Storage, "stored_bh"),
    ];

    /// <summary>An adjustment is of one meter: the others' columns are 0.</summary>
    private static readonly string _find =
        $"""
        SELECT sid, hour, CASE {string.Join(' ', _columns.Select(of => $"WHEN {of.Column} <> 0 THEN '{of.Meter}'"))} END, {string.Join(
            " + ", _columns.Select(of => of.Column))}
        FROM usage_adjustment WHERE id = @Id
        """;

    /// <returns>Whether it is new.</returns>
    /// <exception cref="AdjustmentException">The subscription was not there, or its usage of the period would be below 0.</exception>
    public static async Task<bool> AddAsync(DbTransaction transaction, UsageAdjustment adjustment, DateTimeOffset now)
    {
        var hour = Hours.Of(adjustment.At);
        await RequireAsync(transaction, adjustment, hour, now);
        long If(Meter meter) => adjustment.Meter == meter ? adjustment.Delta : 0;
        return await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO usage_adjustment (id, sid, hour, calls, row_count, compute_us, tokens_in, tokens_out, stored_bh, reason, actor, at)
            VALUES (@Id, @Sid, @hour, @calls, @rows, @compute, @tokensIn, @tokensOut, @stored, @Reason, @Actor, @at) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                adjustment.Id, adjustment.Sid, hour, calls = If(Meter.Calls), rows = If(Meter.Rows), compute = If(Meter.Compute),
                tokensIn = If(Meter.TokensIn),
                tokensOut = If(Meter.TokensOut), stored = If(Meter.Storage), adjustment.Reason, adjustment.Actor,
                at = now.ToUnixTimeMilliseconds(),
            },
            transaction) == 1;
    }

    private static async Task RequireAsync(DbTransaction transaction, UsageAdjustment adjustment, long hour, DateTimeOffset now)
    {
        var connection = transaction.Connection!;
        var (anchor, ended) = await connection.QuerySingleOrDefaultAsync<(long, long?)?>(
            "SELECT anchor, ended FROM subscription WHERE sid = @Sid", new { adjustment.Sid }, transaction)
            ?? throw new AdjustmentException($"there is no subscription '{adjustment.Sid}'");
        if (hour < anchor || hour >= ended || hour > Hours.Of(now))
            throw new AdjustmentException(
                $"subscription '{adjustment.Sid}' has no usage at {adjustment.At:u}; it runs from {Hours.ToTime(anchor):u} to "
                + $"{(ended is { } end ? $"{Hours.ToTime(end):u}" : "now")}");
        if (await IsThereAsync(transaction, adjustment, hour))
            return;
        if (adjustment.Delta is < -MostDelta or > MostDelta)
            throw new AdjustmentException(
                $"{adjustment.Delta} {adjustment.Meter.Name} cannot be added; expected {-MostDelta} to {MostDelta}");
        var there = await SumAsync(transaction, adjustment, Period.At(anchor, hour), now);
        if (there + adjustment.Delta > MostDelta)
            throw new AdjustmentException(
                $"{adjustment.Delta} {adjustment.Meter.Name} cannot be added to the {there} of that period; expected at most "
                + $"{MostDelta - there}");
        if (adjustment.Delta == 0 || there + adjustment.Delta < 0)
            throw new AdjustmentException(
                $"{adjustment.Delta} {adjustment.Meter.Name} cannot be added to the {there} of that period; expected another number than "
                + $"0, and at least {-there}");
    }

    /// <exception cref="AdjustmentException">The id is another adjustment's.</exception>
    private static async Task<bool> IsThereAsync(DbTransaction transaction, UsageAdjustment adjustment, long hour)
    {
        var row = await transaction.Connection!.QuerySingleOrDefaultAsync<(string Sid, long Hour, string Meter, long Delta)?>(
            _find, new { adjustment.Id }, transaction);
        if (row is not { } there)
            return false;
        return there == (adjustment.Sid, hour, adjustment.Meter.ToString(), adjustment.Delta)
            ? true
            : throw new AdjustmentException(
                $"'{adjustment.Id}' is an adjustment of subscription '{there.Sid}' at {Hours.ToTime(there.Hour):u} by {there.Delta} "
                + $"{Enum.Parse<Meter>(there.Meter).Name}, and was sent for '{adjustment.Sid}' at {Hours.ToTime(hour):u} by "
                + $"{adjustment.Delta} {adjustment.Meter.Name}; give another adjustment another id");
    }

    private static async Task<long> SumAsync(DbTransaction transaction, UsageAdjustment adjustment, Period period, DateTimeOffset now)
    {
        var column = Array.Find(_columns, of => of.Meter == adjustment.Meter).Column;
        string[] tables = adjustment.Meter == Meter.Storage ? ["usage_adjustment"] : ["usage_total", "usage_late", "usage_adjustment"];
        var sums = string.Join(" + ", tables.Select(table =>
            $"(SELECT CAST(COALESCE(SUM({column}), 0) AS BIGINT) FROM {table} WHERE sid = @Sid AND hour >= @Start AND hour < @End)"));
        var sum = await transaction.Connection!.ExecuteScalarAsync<long>(
            $"SELECT {sums}", new { adjustment.Sid, period.Start, period.End }, transaction);
        return adjustment.Meter == Meter.Storage ? sum + await StoredAsync(transaction, adjustment.Sid, period, Hours.Of(now) + 1) : sum;
    }

    private static async Task<long> StoredAsync(DbTransaction transaction, string sid, Period period, long end)
    {
        var levels = await StoredStore.ReadAsync(transaction.Connection!, [sid], end, transaction);
        var phases = await PhaseReader.ReadAsync(transaction.Connection!, [sid], [], transaction);
        return StoredUsage.Of(levels[sid], period, [.. phases[sid]], end).Sum(usage => usage.ByteHours);
    }
}

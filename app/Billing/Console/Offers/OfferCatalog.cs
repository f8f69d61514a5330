using System.Data.Common;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Platform.Billing.Plans;

namespace Platform.Billing.Console.Offers;

/// <summary>What is sold now: plans from the database, what they are called and limit from a file.</summary>
internal sealed class OfferCatalog(IOptions<ConsoleOptions> options)
{
    private readonly Lazy<IReadOnlyList<Tier>> _tiers = new(() => options.Value.Tiers is { Length: > 0 } file
        ? JsonSerializer.Deserialize(File.ReadAllBytes(file), OfferJson.Default.TierArray) ?? []
        : []);

    /// <summary>In the order of the file; those that it does not name come last.</summary>
    public async Task<IReadOnlyList<Offer>> ReadAsync(DbConnection connection, DateTimeOffset now)
    {
        var documents = await connection.QueryAsync<string>(
            """
            SELECT v.document FROM plan_version v
            WHERE v.version = (SELECT MAX(w.version) FROM plan_version w WHERE w.plan = v.plan AND w.effective <= @now) ORDER BY v.fixed_micros, v.plan
            """,
            new { now = now.ToUnixTimeMilliseconds() });
        return [.. documents.Select(document => Of(PlanStore.Read(document)!)).OrderBy(offer => Place(offer.Name))];
    }

    /// <summary>A plan with its tier; also of a version that is not sold any more.</summary>
    public Offer Of(PlanVersion plan) => new(_tiers.Value.FirstOrDefault(tier => tier.Name == plan.Plan) ?? new Tier(plan.Plan), plan);

    private int Place(string name)
    {
        for (var i = 0; i < _tiers.Value.Count; i++)
            if (_tiers.Value[i].Name == name)
                return i;
        return int.MaxValue;
    }
}

using System.Text.Json.Nodes;

namespace Platform.Rehearsal.Cast;

/// <summary>What a stack's plan sells, and where its gateway expects the servers.</summary>
/// <param name="Tiers">As the gateway has them.</param>
/// <param name="Plans">As billing reads them.</param>
/// <param name="Currency">Of all prices.</param>
/// <param name="ServerHost">As the gateway calls the servers.</param>
internal sealed record Offer(IReadOnlyList<Tier> Tiers, JsonArray Plans, string Currency, string ServerHost)
{
    /// <summary>So much less is included, that a few hundred calls go beyond it.</summary>
    private const int IncludedPart = 10_000;

    public static Offer Read(string planFile)
    {
        var plan = JsonNode.Parse(File.ReadAllText(planFile))!;
        var plans = JsonNode.Parse((string)plan["outputs"]!["plans"]!)!.AsArray();
        foreach (var each in plans)
            Shrink(each!["meters"]!.AsArray());
        var tiers = plan["outputs"]!["tiers"]!.AsArray().Select(tier => new Tier(
            (string)tier!["name"]!, (int)tier["callsPerMinute"]!, (long)(tier["pricePerMonth"]!.GetValue<decimal>() * 1_000_000),
            tier["callPrices"]!.AsArray().Count > 0,
            plans.Any(each => (string)each!["plan"]! == (string)tier["name"]! && each["trial"] is not null)));
        var api = plan["resources"]!.AsArray().First(
            resource => (string?)resource!["type"] == "azure-native:apimanagement:Api" && resource["inputs"]!["serviceUrl"] is not null);
        return new Offer([.. tiers], plans, (string)plan["outputs"]!["currency"]!, new Uri((string)api!["inputs"]!["serviceUrl"]!).Host);
    }

    /// <summary>The price indexes that the plans' meters name.</summary>
    public IEnumerable<string> Indexes
        => Plans.SelectMany(plan => plan!["meters"]!.AsArray()).Select(meter => (string?)meter!["index"]).OfType<string>().Distinct();

    /// <summary>Calls stand on the invoices of those tiers too that take nothing for them: each one is to be found there.</summary>
    private static void Shrink(JsonArray meters)
    {
        foreach (var meter in meters)
            meter!["included"] = (long)meter["included"]! / IncludedPart;
        if (!meters.Any(meter => (string)meter!["meter"]! == "calls"))
            meters.Add(
                new JsonObject { ["meter"] = "calls", ["included"] = 0, ["tiers"] = new JsonArray(new JsonObject { ["pricePico"] = 0 }) });
    }
}

using System.Text.Json.Nodes;

namespace Platform.Rehearsal.Cast;

/// <summary>What a stack's plan sells, and where its gateway expects the servers.</summary>
internal sealed record Offer(IReadOnlyList<Tier> Tiers, string Currency, string ServerHost)
{
    /// <summary>A thousandth of what a tier allows is included, so that a few hundred calls go beyond it.</summary>
    private const int IncludedPart = 1000;

    /// <summary>Milliseconds of compute that a call's price buys.</summary>
    private const int ComputePart = 100;

    public static Offer Read(string planFile)
    {
        var plan = JsonNode.Parse(File.ReadAllText(planFile))!;
        var tiers = plan["outputs"]!["tiers"]!.AsArray().Select(tier => new Tier(
            (string)tier!["name"]!, (int)tier["callsPerMinute"]!, (int)tier["callsPerMonth"]!, (long)(tier["pricePerMonth"]!.GetValue<decimal>() * 1_000_000)));
        var api = plan["resources"]!.AsArray().First(resource => (string?)resource!["type"] == "azure-native:apimanagement:Api" && resource["inputs"]!["serviceUrl"] is not null);
        return new Offer([.. tiers], (string)plan["outputs"]!["currency"]!, new Uri((string)api!["inputs"]!["serviceUrl"]!).Host);
    }

    /// <summary>The tiers as billing's plans: the stack's price a month, and what goes beyond at the price of a call within.</summary>
    public JsonArray Plans(DateTimeOffset from) =>
        new([.. Tiers.Select(tier => new JsonObject
        {
            ["plan"] = tier.Name, ["version"] = 1, ["currency"] = Currency, ["fixedMicros"] = tier.PriceMicros, ["effective"] = from.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["meters"] = new JsonArray(Meter("calls", tier.CallsPerMonth / IncludedPart, CallPico(tier)), Meter("compute", 0, CallPico(tier) / ComputePart / 1000 * 1000)),
        })]);

    private static long CallPico(Tier tier) => tier.PriceMicros * 1_000_000 / tier.CallsPerMonth;

    private static JsonObject Meter(string name, long included, long pico) =>
        new() { ["meter"] = name, ["included"] = included, ["tiers"] = new JsonArray(new JsonObject { ["pricePico"] = pico }) };
}

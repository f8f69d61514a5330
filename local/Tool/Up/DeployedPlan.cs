using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Platform.Tool.Up;

/// <summary>What a stack's plan says of the gateway, of tiers and of their prices.</summary>
internal sealed class DeployedPlan
{
    private readonly JsonArray _resources;
    private readonly JsonArray _plans;

    public DeployedPlan(string text)
    {
        var document = JsonNode.Parse(text)!;
        _resources = document["resources"]!.AsArray();
        Plans = (string)document["outputs"]!["plans"]!;
        TierFile = document["outputs"]!["tiers"]!.ToJsonString();
        _plans = JsonNode.Parse(Plans)!.AsArray();
        Tiers = [.. Of("Product").Select(each => (string)each["productId"]!)];
        ServerHost = new Uri((string)Of("Api").First(each => each["serviceUrl"] is not null)["serviceUrl"]!).Host;
    }

    /// <summary>What is sold, as billing reads it.</summary>
    public string Plans { get; }

    /// <summary>The tiers, as the console reads them.</summary>
    public string TierFile { get; }

    public IReadOnlyList<string> Tiers { get; }

    /// <summary>The name under which the gateway knows the server.</summary>
    public string ServerHost { get; }

    /// <summary>What prices are indexed to.</summary>
    public IEnumerable<string> Indexes => _plans
        .SelectMany(plan => plan!["meters"]!.AsArray()).Select(meter => (string?)meter!["index"]).OfType<string>().Distinct();

    /// <summary>Null where the key is enough.</summary>
    public TierRole? RoleOf(string tier)
    {
        var fragment = _resources.FirstOrDefault(
            each => ((string)each!["path"]!).EndsWith($"fragment-tier-{tier}-role", StringComparison.Ordinal));
        if ((string?)fragment?["inputs"]!["value"] is not { } check)
            return null;
        var policy = XElement.Parse(check).Descendants("validate-azure-ad-token").Single();
        return new(
            policy.Attribute("tenant-id")!.Value, policy.Descendants("audience").First().Value.Trim(),
            policy.Descendants("value").First().Value.Trim());
    }

    /// <summary>Of the first tier that has them; null where none does.</summary>
    public TokenPrices? TokenPrices()
    {
        foreach (var plan in _plans)
            if (Price(plan!, "tokensIn") is { } read && Price(plan!, "tokensOut") is { } written)
                return new((string)plan!["plan"]!, (string)plan["currency"]!, read, written);
        return null;

        static long? Price(JsonNode plan, string meter)
            => (long?)plan["meters"]!.AsArray().FirstOrDefault(each => (string?)each!["meter"] == meter)?["tiers"]![0]!["pricePico"];
    }

    public int CallsPerMinute(string tier) => Limit(tier, "rate-limit");

    public int CallsPerMonth(string tier) => Limit(tier, "quota");

    // As text: a policy's expressions need not be well-formed XML
    private int Limit(string tier, string policy) => int.Parse(Regex.Match(
        (string)Of("ProductPolicy").First(each => (string?)each["productId"] == tier)["value"]!,
        $"<{policy}\\b[^>]*?\\scalls=\"(\\d+)\"").Groups[1].Value);

    private IEnumerable<JsonObject> Of(string kind)
        => _resources.Where(each => (string?)each!["type"] == $"azure-native:apimanagement:{kind}")
            .Select(each => each!["inputs"]!.AsObject());
}

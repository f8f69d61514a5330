using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Diff.Risks;

/// <summary>Rules of traffic by which anybody gets in who did not before.</summary>
internal static class OpenRule
{
    private static readonly string[] _anywhere = ["*", "0.0.0.0", "0.0.0.0/0", "::/0", "any", "internet"];

    public static IEnumerable<Risk> Of(ResourceChange change)
        => change.After is null
            ? []
            : In(change.After).Except(change.Before is null ? [] : In(change.Before))
                .Select(who => new Risk(RiskKind.Exposure, who));

    private static IEnumerable<string> In(PlannedResource resource) => resource.Type.Split(':')[^1] switch
    {
        "NetworkSecurityGroup" =>
            Elements(resource.Inputs["securityRules"]).Where(IsOpen).Select(rule => $"{rule["name"]} lets in anybody"),
        "SecurityRule" when IsOpen(resource.Inputs) => ["it lets in anybody"],
        // https://learn.microsoft.com/azure/postgresql/security/security-firewall-rules
        "FirewallRule" when IsAnywhere(resource.Inputs["startIpAddress"]) =>
            [$"it lets in {(IsAnywhere(resource.Inputs["endIpAddress"]) ? "all of Azure, of other tenants too" : "anybody")}"],
        "NetworkPolicy" when TakesIngress(resource.Inputs) => ["it lets in anybody"],
        "Service" when List(resource.Inputs["spec"]?["loadBalancerSourceRanges"]).Any(IsAnywhere) => ["it lets in anybody"],
        "ManagedCluster" when List(resource.Inputs["apiServerAccessProfile"]?["authorizedIPRanges"]).Any(IsAnywhere) =>
            ["the API server lets in anybody"],
        "StorageAccount" or "Registry" when Elements(resource.Inputs["networkRuleSet"]?["ipRules"]).Any(HasAnywhere) =>
            ["it lets in anybody"],
        "Vault" when Elements(resource.Inputs["properties"]?["networkAcls"]?["ipRules"]).Any(HasAnywhere) => ["it lets in anybody"],
        _ => [],
    };

    private static bool IsOpen(JsonObject rule)
        => Is(rule["access"], "Allow") && Is(rule["direction"], "Inbound")
            && List(rule["sourceAddressPrefixes"]).Append(rule["sourceAddressPrefix"]).Any(IsAnywhere);

    // A rule without peers is one for all: https://kubernetes.io/docs/concepts/services-networking/network-policies/
    private static bool TakesIngress(JsonObject inputs)
        => Elements(inputs["spec"]?["ingress"]).Select(rule => Elements(rule["from"]).ToArray())
            .Any(peers => peers is [] || peers.Any(peer => IsAnywhere(peer["ipBlock"]?["cidr"])));

    private static bool HasAnywhere(JsonObject rule) => rule.Any(member => IsAnywhere(member.Value));

    private static bool IsAnywhere(JsonNode? value)
        => value is JsonValue && _anywhere.Contains($"{value}", StringComparer.OrdinalIgnoreCase);

    private static bool Is(JsonNode? value, string text) => $"{value}".Equals(text, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<JsonObject> Elements(JsonNode? list) => List(list).OfType<JsonObject>();

    private static IEnumerable<JsonNode?> List(JsonNode? list) => list as JsonArray ?? [];
}

using Platform.Review.Diff;
using Platform.Review.Diff.Risks;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Tests.Diff;

/// <summary>Changes of the gateway that must not make anything anew, and what reviewers are told of them.</summary>
public sealed class GatewayChangesTests
{
    private const string Tier =
        """{"name":"free","displayName":"Free","description":"For trying the API out.","terms":"Fair use.","callsPerMinute":CALLS"""
        + ""","callsPerMonth":1000,"pricePerMonth":PRICE}""";

    [Fact]
    public async Task Between_CanaryThatComesAndGoes_MakesNothingOfTheGatewayAnew()
    {
        var (without, with) = (
            await Planted.StackAsync("prod"),
            await Planted.StackAsync("prod", ("workloadCanaryPercent", "10"), ("workloadStableTag", "0123456789ab")));

        Assert.Equal(
            [
                "Added platform/gateway/workload-backend/backend-canary", "Added platform/gateway/workload-backend/backend-pool",
                "Changed platform/gateway/health-api/health-policy", "Changed platform/gateway/inference-api/api-policy",
            ],
            PlanDiff.Between(without, with).Changes.Where(change => change.Path.StartsWith("platform/gateway/", StringComparison.Ordinal))
                .Select(change => $"{change.Kind} {change.Path}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            PlanDiff.Between(with, without).Changes,
            change => change.Kind == ChangeKind.Replaced && change.Path.StartsWith("platform/gateway/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10", "0", "10", "5", "changed platform/gateway/tier-free/tier-free description", "Price a tier's price")]
    [InlineData("10", "0", "20", "0", "changed platform/gateway/tier-free/tier-free-policy value", "Price a tier's calls")]
    public async Task Between_TierOfOtherNumbers_IsAPriceAndNothingMadeAnew(
        string calls, string price, string otherCalls, string otherPrice, string line, string risk)
    {
        var diff = PlanDiff.Between(await TierAsync(calls, price), await TierAsync(otherCalls, otherPrice));

        Assert.Contains(line, OfGateway(diff));
        // Other plans are another object, which billing's pods roll over to
        Assert.DoesNotContain(
            diff.Changes, change => change.Kind == ChangeKind.Replaced && change.Path != "platform/billing/billing-plans");
        Assert.Contains(risk, diff.Changes.SelectMany(RiskRules.Of).Select(each => $"{each.Kind} {each.Reason}"));
    }

    [Theory, InlineData("public"), InlineData("private")]
    public async Task Plan_OfAStandardV2Gateway_HoldsToTheRulesOfBackends(string exposure)
    {
        var plan = await Planted.StackAsync("dev", ("gatewaySku", "StandardV2"), ("gatewayExposure", exposure));
        var findings =
            RuleCatalogue.All.SelectMany(rule => rule.Check(new PlanUnderReview(plan))).Select(finding => finding.Rule.Id).ToHashSet();

        foreach (var held in new[] { "Plan.BackendCertificate", "Plan.BackendBreaker", "Plan.ProductLimits", "Plan.PolicyStatements",
                "Azure.APIM.HTTPBackend", "Azure.APIM.Protocols" })
            Assert.DoesNotContain(held, findings);
        // Until the second step takes the public endpoint away
        Assert.Equal(exposure == "private", findings.Contains("Plan.GatewayEndpoint"));
    }

    private static Task<Review.Plans.Plan> TierAsync(string calls, string price) => Planted.StackAsync(
        "dev", ("tiers", $"[{Tier.Replace("CALLS", calls, StringComparison.Ordinal).Replace("PRICE", price, StringComparison.Ordinal)}]"));

    private static string[] OfGateway(PlanDiff diff)
        => [.. diff.Lines().Where(line => line.Contains(" platform/gateway/", StringComparison.Ordinal))];
}

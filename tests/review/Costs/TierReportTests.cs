using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Costs.BreakEven;
using Platform.Review.Costs.Usage;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Costs;

/// <summary>
/// A node of two processors costs 0.1 an hour, a replica takes half of it, and answers one call a second at half its limit: a call
/// costs 0.05 / 1800, a month of the two nodes 146, and a zone, the rest of the platform, 0.5.
/// </summary>
public sealed class TierReportTests
{
    private static readonly UsageAssumptions _usage = new()
    {
        CallsPerSecondPerReplica = 1, Utilisation = 50, QuotaUsed = 50, DnsQueries = 0,
    };

    [Fact]
    public void Of_Tiers_SaysWhatASubscriptionCoversAndCarries()
    {
        var tiers = Report(_usage).Tiers!;

        Assert.Equal(
            (1_000_000 * 0.05m / 1800, 0.5m, 20m, 0.025m), (tiers.CostOfAMillion, tiers.FixedCost, tiers.Subscriptions, tiers.FixedShare));
        Assert.Equal(
            [
                new TierLine("free", "Free", 0, 3600, 0.1m, 0, 1800, null),
                new TierLine("standard", "Standard", 1, 36000, 1, 36000, 18000, 1),
                new TierLine("unlimited", "Unlimited", 0.1m, 36000, 1, 3600, 18000, null),
            ],
            tiers.Lines);
        Assert.Null(tiers.Rate);
    }

    [Fact]
    public void Of_ExpectedCallsAndSubscriptions_AreTheStacks()
    {
        var tiers = Report(_usage with
        {
            Calls = new Dictionary<string, decimal> { ["standard"] = 34200 },
            Subscriptions = new Dictionary<string, decimal> { ["standard"] = 3, ["unlimited"] = 0, ["free"] = 100 },
        }).Tiers!;

        Assert.Equal((34200m, 10m), (tiers.Lines[1].ExpectedCalls, tiers.Lines[1].Carrying));
        Assert.Equal(3, tiers.Subscriptions);
    }

    /// <summary>Of 18,000 expected calls 8,000 are beyond those included: 1,000 at 0.001, the others at 0.0005.</summary>
    [Fact]
    public void Of_PricesByUse_AddWhatExpectedCallsBring()
    {
        var plan = Plan("USD");
        var tier = plan.Outputs["tiers"]![1]!;
        tier["includedCalls"] = 10000;
        tier["callPrices"] = JsonNode.Parse("""[ { "price": 0.001, "upTo": 1000 }, { "price": 0.0005, "upTo": 0 } ]""");

        var line = MadePlan.Report(plan, _usage).Tiers!.Lines[1];

        Assert.Equal((4.5m, true, 1m), (line.ExpectedUse, line.IsSold, line.Carrying));
        Assert.Equal(new TierLine("standard", "Standard", 1, 36000, 1, 36000, 18000, 1) { ExpectedUse = 4.5m }, line);
    }

    /// <summary>
    /// A second of the replica costs 0.05 / 1,800: 10 tokens are read in it, or 1 written. Each of 18,000 calls reads 20 and writes 3,
    /// which takes it 5 seconds more. 60,000 tokens read are included of 360,000; of 54,000 written, 4,000 have the first price. The newest
    /// version counts.
    /// </summary>
    [Fact]
    public void Of_PricesOfTokens_AddWhatTextsBringAndCost()
    {
        var plan = Plan("USD");
        plan.Outputs["plans"] =
            """
            [ { "plan": "standard", "version": 1, "meters": [ { "meter": "tokensIn", "included": 0, "tiers": [ { "pricePico": 9000000000 } ] } ] },
              { "plan": "standard", "version": 2, "meters": [
                { "meter": "tokensIn", "included": 60000, "tiers": [ { "pricePico": 10000000 } ] },
                { "meter": "tokensOut", "included": 0, "tiers": [ { "pricePico": 250000000, "upTo": 4000 }, { "pricePico": 200000000 } ] } ] } ]
            """;
        var texts = _usage with { TokensInPerCall = 20, TokensOutPerCall = 3, TokensReadPerSecond = 10, TokensWrittenPerSecond = 1 };

        var tiers = MadePlan.Report(plan, texts).Tiers!;

        var (second, line) = (0.05m / 1800, tiers.Lines[1]);
        Assert.Equal((decimal.Round(100_000 * second, 9), decimal.Round(1_000_000 * second, 9)),
            (decimal.Round(tiers.Tokens!.AMillionRead, 9), decimal.Round(tiers.Tokens.AMillionWritten, 9)));
        Assert.Equal(decimal.Round(6_000_000 * second, 9), decimal.Round(tiers.CostOfAMillion, 9));
        Assert.Equal((300_000 * 0.00001m) + (4000 * 0.00025m) + (50_000 * 0.0002m), line.ExpectedUse);
        // A price of 1 pays for 6,000, but for what decimals round
        Assert.InRange(line.CoveredCalls, 5999, 6000);
        Assert.Equal(0, tiers.Lines[2].ExpectedUse);
    }

    [Fact]
    public void Of_NoTokensExpected_SaysNothingOfThem() => Assert.Null(Report(_usage).Tiers!.Tokens);

    [Fact]
    public void Of_ATierThatIsPaidByUseAlone_IsSold()
    {
        var plan = Plan("USD");
        var tier = plan.Outputs["tiers"]![0]!;
        tier["includedCalls"] = 0;
        tier["callPrices"] = JsonNode.Parse("""[ { "price": 0.001, "upTo": 0 } ]""");

        var tiers = MadePlan.Report(plan, _usage).Tiers!;

        Assert.Equal((1.8m, 30m), (tiers.Lines[0].ExpectedUse, tiers.Subscriptions));
    }

    [Fact]
    public void Of_SeveralDeployments_TakesTheOneThatIsScaled()
    {
        var plan = Plan("USD");
        var other = MadePlan.Resource("platform/billing/other", "kubernetes:apps/v1:Deployment",
            """{ "metadata": { "name": "other" }, "spec": { "template": { "spec": { "containers": [ { "resources": { "requests": {"""
            + """ "cpu": "1000m" } } } ] } } } }""");
        var server = MadePlan.Resource("platform/workload/server", "kubernetes:apps/v1:Deployment",
            """{ "metadata": { "name": "server" }, "spec": { "template": { "spec": { "containers": [ { "resources": { "requests": {"""
            + """ "cpu": "500m", "memory": "4096Mi" } } } ] } } } }""");
        var scaler = MadePlan.Resource(
            "platform/workload/autoscaler", "kubernetes:keda.sh/v1alpha1:ScaledObject",
            """{ "spec": { "scaleTargetRef": { "name": "server" } } }""");

        var several = MadePlan.Report(
            plan with { Resources = [other, .. plan.Resources.Where(resource => resource.Name != "server"), scaler, server] },
            _usage).Tiers!;

        Assert.Equal(MadePlan.Report(plan, _usage).Tiers!.CostOfAMillion, several.CostOfAMillion);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "scaleSetPriority": "Spot" """)]
    [InlineData(""", "nodeTaints": ["gpu=yes:NoSchedule"] """)]
    public void Of_PoolsThatReplicasDoNotRunOn_AreFixedCost(string more)
    {
        var plan = Plan("USD");
        var other = MadePlan.Pool("platform/cluster/another", 1, more);

        var tiers = MadePlan.Report(plan with { Resources = [.. plan.Resources, other] }, _usage).Tiers!;

        Assert.Equal(27.777778m, decimal.Round(tiers.CostOfAMillion, 6));
        Assert.Equal(
            more switch { "" => 0.5m, _ when more.Contains("Spot", StringComparison.Ordinal) => 15.1m, _ => 73.5m }, tiers.FixedCost);
    }

    [Fact]
    public void Of_NoSubscriptionExpected_HasNoShare()
        => Assert.Null(Report(
            _usage with { Subscriptions = new Dictionary<string, decimal> { ["standard"] = 0, ["unlimited"] = 0 } }).Tiers!.FixedShare);

    [Fact]
    public void Of_OtherCurrency_IsExchanged()
    {
        var tiers = Report(_usage, "EUR").Tiers!;

        Assert.Equal(1.25m, tiers.Lines[1].Price);
        Assert.Equal("EUR", tiers.Rate!.Currency);
    }

    [Fact]
    public void Of_CurrencyWithoutRate_SaysWhatIsMissing()
    {
        var exception = Assert.Throws<ReviewException>(() => Report(_usage, "GBP"));

        Assert.Equal(
            "The tiers' prices are in GBP, and the list prices in USD: there is no exchange rate for GBP. "
            + "Add one, with its source and date, to review/Costs/Prices/exchange-rates.yaml.",
            exception.Message);
        Assert.Equal(ExitCodes.MissingPrice, exception.ExitCode);
    }

    [Fact]
    public void Of_UsageOfUnknownTiers_NamesThem()
    {
        var usage = new UsageAssumptions
        {
            Subscriptions = new Dictionary<string, decimal> { ["gold"] = 1 },
            Calls = new Dictionary<string, decimal> { ["silver"] = 1 },
        };

        var exception = Assert.Throws<ReviewException>(() => Report(usage));

        Assert.Equal(
            [
                "review:usage.subscriptions.gold in Pulumi.dev.yaml names no tier; the tiers are free, standard, unlimited.",
                "review:usage.calls.silver in Pulumi.dev.yaml names no tier; the tiers are free, standard, unlimited.",
            ],
            exception.Message.Split(Environment.NewLine));
        Assert.Equal(ExitCodes.FaultyUsage, exception.ExitCode);
        Assert.NotNull(MadePlan.Report(Plan("USD"), usage.ForTiersOf(Plan("USD"))).Tiers);
    }

    [Fact]
    public void Of_NoTiersOrNothingThatAnswers_IsNull()
    {
        var plan = Plan("USD");

        Assert.Null(MadePlan.Report(plan with { Outputs = [] }).Tiers);
        Assert.Null(MadePlan.Report(plan with { Resources = [.. plan.Resources.Where(resource => resource.Name != "pool")] }).Tiers);
        Assert.Null(MadePlan.Report(plan with { Resources = [.. plan.Resources.Where(resource => resource.Name != "server")] }).Tiers);
    }

    internal static Plan Plan(string currency) => MadePlan.Of(
        MadePlan.Pool("platform/cluster/pool", 2),
        MadePlan.Zone("platform/network/zone"),
        MadePlan.Resource("platform/workload/server", "kubernetes:apps/v1:Deployment",
            """{ "spec": { "template": { "spec": { "containers": [ { "resources": { "requests": { "cpu": "500m", "memory": "4096Mi" } """
            + """} } ] } } } }"""))
        with
    {
        Outputs = JsonNode.Parse($$"""
            { "currency": "{{currency}}", "tiers": [
              { "name": "free", "displayName": "Free", "pricePerMonth": 0, "callsPerMinute": 1, "callsPerMonth": 3600 },
              { "name": "standard", "displayName": "Standard", "pricePerMonth": 1, "callsPerMinute": 1, "callsPerMonth": 36000 },
              { "name": "unlimited", "displayName": "Unlimited", "pricePerMonth": 0.1, "callsPerMinute": 1, "callsPerMonth": 36000 } ] }
            """)!.AsObject(),
    };

    private static CostReport Report(UsageAssumptions usage, string currency = "USD") => MadePlan.Report(Plan(currency), usage);
}

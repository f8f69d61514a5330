using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Tests.Rules;

public sealed class RuleCatalogueTests(SoundPlan sound) : IClassFixture<SoundPlan>
{
    public static TheoryData<string, string, string> Violations => PlantedViolations.All;

    [Fact]
    public void All_Ids_AreUniqueAndSorted()
    {
        var ids = RuleCatalogue.All.Select(rule => rule.Id).ToArray();

        Assert.Equal(ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches(@"^(Azure|K8s|Plan)(\.[A-Za-z0-9]+)+$", id));
    }

    [Fact]
    public void All_Rules_SayWhatAndWhyAndWhere() => Assert.All(RuleCatalogue.All, rule =>
    {
        Assert.NotEmpty(rule.What);
        Assert.NotEmpty(rule.Why);
        Assert.False(rule.What.EndsWith('.') || rule.Why.EndsWith('.'));
        Assert.True(Uri.IsWellFormedUriString(rule.Link, UriKind.Absolute));
    });

    [Fact]
    public void All_Rules_HaveAPlantedViolation()
        => Assert.Empty(RuleCatalogue.All.Select(rule => rule.Id).Except(Violations.Select(row => (string)row[0])));

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Check_PlantedViolation_IsFoundAndTheSoundPlanHasNone(string id, string violation, string setup)
    {
        var rule = RuleCatalogue.All.Single(each => each.Id == id);
        var plan = (await sound.UnbilledAsync("privateApprovedOutbound")).With(setup);

        Assert.Empty(rule.Check(new PlanUnderReview(plan)));
        var findings = rule.Check(new PlanUnderReview(plan.With(violation))).ToArray();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.NotEqual("", finding.Expected));
    }

    [Theory]
    [InlineData("Azure.AKS.NodeMinPods", "containerservice:AgentPool maxPods = 30", "platform/cluster/user-pool", "maxPods", "'30'",
        "50 or more")]
    [InlineData(
        "Azure.KeyVault.SoftDelete", "keyvault:Vault properties/enableSoftDelete = nothing",
        "platform/machine-learning/machine-learning-vault",
        "properties.enableSoftDelete", "nothing", "'true'")]
    [InlineData(
        "Plan.Protection", "keyvault:Vault @protect = off", "platform/machine-learning/machine-learning-vault", "", "no protection",
        "the option 'protect'")]
    [InlineData("Azure.NSG.LateralTraversal", "network:NetworkSecurityGroup securityRules = []", "platform/network/nsg-builds",
        "securityRules", "an empty list", "an outbound Deny of the ports 22 and 3389")]
    public async Task Check_PlantedViolation_SaysWhereAndWhat(
        string id, string violation, string resource, string property, string found, string expected)
    {
        var rule = RuleCatalogue.All.Single(each => each.Id == id);
        var plan = await sound.UnbilledAsync("privateApprovedOutbound");

        var finding = rule.Check(new PlanUnderReview(plan.With(violation))).First();

        Assert.Equal(new Finding(rule, resource, property, found, expected), finding);
    }

    [Theory]
    [InlineData("disableLocalAccounts", "DISABLELOCALACCOUNTS")]
    [InlineData("disableLocalAccounts", "DisableLocalAccounts")]
    public void At_AnotherCase_IsTheSameInput(string given, string asked)
    {
        var resource = new Review.Plans.PlannedResource("p/a", "a", "t", true, "p", new(), new() { [given] = true });

        Assert.True(InputValue.Of(resource).At(asked).IsTrue);
    }

    [Fact]
    public async Task Page_Committed_IsWhatTheCatalogueSays()
    {
        var file = Path.Combine(RepositoryRoot.Path, RulePage.File);

        Assert.True(
            File.Exists(file) && await File.ReadAllTextAsync(file) == RulePage.Write(),
            $"{RulePage.File} is not what the rules say; write it again with: {RulePage.Mend}");
    }
}

using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;

namespace Platform.Infra.Tests.Security;

public sealed class DefenderPlanTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Plans_OfAStackThatAsksForNone_AreLeftAlone(string run) => Assert.Empty(Stacks[run].All("Pricing"));

    [Fact]
    public async Task Plans_OfAStackFile_AreTheSubscriptionsAndStay()
    {
        var run = await StackRun.OfAsync("dev", ("defenderPlans", """["Containers","KeyVaults","StorageAccounts","Arm","Containers"]"""));

        Assert.Equal(
            [("Arm", "PerSubscription"), ("Containers", null), ("KeyVaults", "PerKeyVault"), ("StorageAccounts", "DefenderForStorageV2")],
            run.All("Pricing").Select(plan => (plan.Text("pricingName"), plan.Text("subPlan"))).OrderBy(plan => plan.Item1));
        Assert.All(run.All("Pricing"), plan =>
        {
            Assert.Equal("Standard", plan.Text("pricingTier"));
            Assert.Equal($"subscriptions/{Tenant.SubscriptionId}", plan.Text("scopeId"));
            Assert.True(plan.Options.RetainOnDelete);
        });
    }
}

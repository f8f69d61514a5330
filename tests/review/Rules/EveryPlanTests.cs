using Platform.Review.Plans;
using Platform.Review.Report.Plans;
using Platform.Review.Roles;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Rules;

/// <summary>Both stacks, in all network modes, with a deploy job, and on what is there already.</summary>
public sealed class EveryPlanTests
{
    public static TheoryData<string, string> Plans
    {
        get
        {
            var plans = new TheoryData<string, string>();
            foreach (var stack in Repository.At(RepositoryRoot.Path).Stacks)
                foreach (var variant in RoleVariant.All)
                    plans.Add(stack, variant.When);
            return plans;
        }
    }

    // What a mode is without that its stack would suppress: a stack's file has the reasons for the mode that it is in
    private static readonly Dictionary<string, string[]> _waived = new()
    {
        ["public"] =
        [
            "Azure.ACR.ExportPolicy", "Azure.ACR.Firewall", "Azure.AKS.AuthorizedIPs", "Azure.KeyVault.Firewall", "Azure.ML.ComputeVnet",
            "Azure.ML.PublicAccess", "Azure.PostgreSQL.AllowAzureAccess", "Azure.Storage.Firewall",
        ],
        // The nodes of dev are in no zone, and so its firewall and its way out are in none
        ["dev"] = ["Azure.Firewall.AvailabilityZone", "Plan.NatGateway.Zones"],
        // An operator writes it, and the stack's file that has a runner says so
        ["with `runnerEnabled`"] = ["Plan.KeyVault.SecretExpiry platform/runner/runner-token"],
        // Azure Monitor's private link goes with the zones, which are then the network team's
        ["with that setting"] = ["Plan.PublicAccess platform/prometheus/entrance"],
    };

    [Theory, MemberData(nameof(Plans))]
    public async Task Plan_OfEveryStackAndMode_KeepsEveryRuleAndIsTheSameTwice(string stack, string when)
    {
        var configuration =
            RoleVariant.All.Single(variant => variant.When == when).Of(Repository.At(RepositoryRoot.Path).Configuration(stack));

        var plan = await SoundPlan.RecordAsync(configuration);
        var waived = new[] { configuration.Get("networkIsolation")!, stack, when }.SelectMany(part => _waived.GetValueOrDefault(part, []))
            .Select(each => each.Split(' ')).Select(each => new Suppression(each[0], "for a test", each.ElementAtOrDefault(1)));
        var report = RuleReport.Of(plan, [.. Suppressions.Of(configuration), .. waived], TimeProvider.System);

        // So that no rule holds for want of anything to look at
        var under = new PlanUnderReview(plan);
        Assert.True(under.Resources.Count > 100);
        Assert.Equal(configuration.Get("networkIsolation") != "public", under.IsPrivate);
        Assert.Empty(report.Findings.Select(finding => $"{finding.Rule.Id} {finding.Resource} {finding.Property}: {finding.Found}"));
        // A private network keeps more than the stack's file, which is of another one, says
        Assert.DoesNotContain(report.Faults, fault => !fault.EndsWith("take it out", StringComparison.Ordinal));
        Assert.Equal(Json(plan), Json(await SoundPlan.RecordAsync(configuration)));
    }

    private static string Json(Plan plan) => new JsonPlanFormat().Write(plan);
}

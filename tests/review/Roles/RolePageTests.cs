using System.Text.Json.Nodes;
using Platform.Infra.Grants;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Roles;
using Platform.Review.Rules;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;

namespace Platform.Review.Tests.Roles;

public sealed class RolePageTests(SoundPlan sound) : IClassFixture<SoundPlan>
{
    private static readonly RoleVariant _private = RoleVariant.All.Single(variant => variant.When == "in a private network");

    [Fact]
    public async Task Page_Committed_IsWhatThePlansSay()
    {
        var file = Path.Combine(RepositoryRoot.Path, RolePage.File);
        var page = await RolePage.WriteAsync(Repository.At(RepositoryRoot.Path), CancellationToken.None);

        Assert.True(
            File.Exists(file) && await File.ReadAllTextAsync(file) == page,
            $"{RolePage.File} is not what the plans say; write it again with: {RulePage.Mend}");
        // A role that the deploy job may assign, and nobody needs, is one too many
        Assert.All(BuiltInRole.All, role => Assert.Contains($"| {role.Name}", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task InAzure_GrantMore_IsALineMore()
    {
        var plan = await sound.OfAsync("privateInternetOutbound");
        var before = new RoleGrants(plan, _private).InAzure().ToArray();
        var kubelet = plan.Resources.Single(resource => resource.Name == "kubelet-pulls-images");
        var inputs = (JsonObject)kubelet.Inputs.DeepClone();
        inputs["scope"] = $"/subscriptions/{Review.Evaluation.Tenant.SubscriptionId}/resourceGroups/rg-platform-prod-westeurope";
        inputs["description"] = "To see";

        var after = new RoleGrants(
            plan with { Resources = [.. plan.Resources, kubelet with { Path = "platform/x", Name = "x", Inputs = inputs }] },
            _private).InAzure();

        Assert.Equal([new RoleGrant("`identity/kubelet`", "AcrPull", "`resource-group`", "To see")], after.Except(before));
    }

    [Theory]
    [InlineData("principalId", "44444444-4444-4444-4444-444444444444",
        "The roles of platform/registry/kubelet-pulls-images are of nobody in the plan.")]
    [InlineData("scope", "/subscriptions/x", "A role is assigned at /subscriptions/x, which is neither in the plan nor in a setting.")]
    [InlineData("roleDefinitionId", "/x/8e3af657",
        "The role 8e3af657 of platform/registry/kubelet-pulls-images is none of infra/Grants/BuiltInRole.cs, and none that the "
        + "plan defines.")]
    public async Task InAzure_GrantThatCannotBeNamed_IsRefused(string input, string value, string message)
    {
        var plan = await sound.OfAsync("privateInternetOutbound");
        PlannedResource Planted(PlannedResource resource)
        {
            var inputs = (JsonObject)resource.Inputs.DeepClone();
            inputs[input] = value;
            return resource with { Inputs = inputs };
        }

        var planted = plan with
        {
            Resources = [.. plan.Resources.Select(resource => resource.Name == "kubelet-pulls-images" ? Planted(resource) : resource)],
        };

        Assert.Equal(message, Assert.Throws<ReviewException>(() => new RoleGrants(planted, _private).InAzure().ToArray()).Message);
    }
}

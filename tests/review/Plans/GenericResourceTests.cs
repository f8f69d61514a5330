using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Plans;

public sealed class GenericResourceTests
{
    [Fact]
    public async Task AsTyped_WayOutOfAStackInZones_IsWhatItIs()
    {
        var plan = await Planted.StackAsync("prod");
        var (declared, typed) = (plan.Resources.Single(each => each.Path == "platform/network/nat"),
            new PlanUnderReview(plan).OfType("network:NatGateway").Single());

        Assert.Equal("azure-native:resources:Resource", declared.Type);
        Assert.Equal("StandardV2", (string?)typed.Inputs["sku"]!["name"]);
        Assert.Equal("10", typed.Inputs["idleTimeoutInMinutes"]!.ToString());
        Assert.Equal(PlannedId.Of(declared), PlannedId.Of(typed));
        Assert.Contains(
            plan.Resources, subnets => subnets.Path == "platform/network/vnet"
                && subnets.Inputs.ToJsonString().Contains($"\"{PlannedId.Of(typed)}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void AsTyped_OfAnotherType_StaysAsItIs()
    {
        var backend = Planted.Resource("platform/gateway/backend", "azure-native:resources:Resource", new JsonObject
        {
            ["resourceProviderNamespace"] = "Microsoft.ApiManagement",
            ["resourceType"] = "backends",
        });

        Assert.Same(backend, backend.AsTyped());
    }
}

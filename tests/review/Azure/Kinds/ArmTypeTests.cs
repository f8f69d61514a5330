using Platform.Review.Azure.Kinds;

namespace Platform.Review.Tests.Azure.Kinds;

public sealed class ArmTypeTests
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";

    [Theory]
    [InlineData(Group, "Microsoft.Resources/resourceGroups")]
    [InlineData(Group + "/providers/Microsoft.KeyVault/vaults/kv", "Microsoft.KeyVault/vaults")]
    [InlineData(
        Group + "/providers/Microsoft.KeyVault/vaults/kv/providers/Microsoft.Insights/diagnosticSettings/logs",
        "Microsoft.Insights/diagnosticSettings")]
    [InlineData(Group + "/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/user",
        "Microsoft.ContainerService/managedClusters/agentPools")]
    public void In_Id_IsTheProvidersType(string id, string expected) => Assert.Equal(expected, ArmType.In(id));
}

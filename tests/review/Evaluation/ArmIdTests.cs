using System.Collections.Immutable;
using Platform.Review.Evaluation;

namespace Platform.Review.Tests.Evaluation;

public sealed class ArmIdTests
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";

    [Theory]
    [InlineData("azure-native:resources:ResourceGroup", "", Group)]
    [InlineData("azure-native:keyvault:Vault", "vaultName=kv", Group + "/providers/Microsoft.KeyVault/vaults/kv")]
    [InlineData(
        "azure-native:containerservice:AgentPool",
        "resourceName=aks,agentPoolName=user",
        Group + "/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/user")]
    [InlineData("azure-native:keyvault:Vault", "", Group + "/providers/Microsoft.KeyVault/vaults/pulumi-name")]
    [InlineData(
        "azure-native:storage:BlobServiceProperties", "accountName=st",
        Group + "/providers/Microsoft.Storage/storageAccounts/st/blobServices/default")]
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        "scope=/subscriptions/s/resourceGroups/other,roleAssignmentName=grant",
        "/subscriptions/s/resourceGroups/other/providers/Microsoft.Authorization/roleAssignments/grant")]
    public void Of_Type_HasItsPath(string token, string inputs, string expected)
    {
        var values = $"resourceGroupName=rg,{inputs}".Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(input => input.Split('='))
            .ToImmutableDictionary(input => input[0], object (input) => input[1]);

        Assert.Equal(expected, ArmId.Of(token, "pulumi-name", values));
    }
}

using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Graph;

/// <summary>
/// A stack far larger than any real one: vaults with secrets in components of ten, and an app in each that uses the next one's vault.
/// </summary>
internal static class ManyResources
{
    private const string Vaults =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults";

    public static Plan Plan(int count) => Planted.Of([.. Enumerable.Range(0, count / 10).SelectMany(Component)]);

    private static IEnumerable<PlannedResource> Component(int number)
    {
        yield return Planted.Resource(
            $"platform/c{number:0000}/vault", "azure-native:keyvault:Vault",
            new() { ["vaultName"] = $"kv{number}", ["resourceGroupName"] = "rg" });
        yield return Planted.Resource($"platform/c{number:0000}/app", "azure-native:future:App", new()
        {
            ["vault"] = $"{Vaults}/kv{number + 1}",
        });
        for (var i = 0; i < 8; i++)
            yield return Planted.Resource($"platform/c{number:0000}/secret-{i}", "azure-native:keyvault:Secret", new JsonObject
            {
                ["vaultName"] = $"kv{number}",
                ["secretName"] = $"s{i}",
                ["resourceGroupName"] = "rg",
                ["properties"] = new JsonObject { ["value"] = "[secret]" },
            });
    }
}

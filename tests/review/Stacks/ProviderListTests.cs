using System.Text.RegularExpressions;
using Platform.Review.Cloud;
using Platform.Review.Roles;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;

namespace Platform.Review.Tests.Stacks;

/// <summary>The runbook of the first deployment registers whatever the stacks are made of.</summary>
public sealed partial class ProviderListTests
{
    // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers: always registered
    private static readonly string[] Always = ["Authorization", "Resources"];

    // What services need of others: machines, the delegation of a gateway's subnet, the budget's API, Azure Policy in the cluster, solutions
    private static readonly string[] Behind = ["Compute", "Web", "Consumption", "PolicyInsights", "OperationsManagement"];

    [Fact]
    public async Task Runbook_OfTheFirstDeployment_RegistersEveryProvider()
    {
        var repository = Repository.At(RepositoryRoot.Path);
        var needed = new HashSet<string>(Behind, StringComparer.Ordinal);
        foreach (var stack in repository.Stacks)
            foreach (var variant in RoleVariant.All)
                needed.UnionWith(
                    from resource in (await SoundPlan.RecordAsync(variant.Of(repository.Configuration(stack)))).Resources
                    where resource.Type.StartsWith("azure-native:", StringComparison.Ordinal)
                    let provider = Provider().Match(PlannedId.Of(resource) ?? "")
                    where provider.Success
                    select provider.Groups[1].Value);

        var runbook = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "runbooks", "first-deployment.md"));
        var listed = List().Match(runbook).Groups[1].Value.Split([' ', '\\', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(needed.Except(listed, StringComparer.OrdinalIgnoreCase).Except(Always));
        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
    }

    // The last one of an id is the resource's own, the first its parent's
    [GeneratedRegex(@".*/providers/Microsoft\.(\w+)/")]
    private static partial Regex Provider();

    [GeneratedRegex(@"for provider in ([^;]+);")]
    private static partial Regex List();
}

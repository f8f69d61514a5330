using Platform.Infra.Settings;
using Platform.Review.Diff;
using Platform.Review.Tests.Commands;

namespace Platform.Review.Tests.Diff;

/// <summary>Settings that hold for a stack's life, through the real program.</summary>
public sealed class LifeChoiceTests
{
    [Theory]
    [InlineData("prod", "location", "francecentral", "platform/resource-group location is 'westeurope', and would be 'francecentral'.")]
    [InlineData("prod", "networkIsolation", "privateApprovedOutbound",
        "platform/machine-learning/workspace managedNetwork.isolationMode is 'AllowInternetOutbound', and would be "
        + "'AllowOnlyApprovedOutbound'.")]
    [InlineData("prod", "networkIsolation", "public",
        "platform/machine-learning/workspace managedNetwork.isolationMode is 'AllowInternetOutbound', and would be 'Disabled'.")]
    [InlineData(
        "dev", "secretsSoftDeleteDays", "30",
        "platform/machine-learning/machine-learning-vault properties.softDeleteRetentionInDays is '7', and would be '30'.")]
    [InlineData("prod", "secretsPurgeProtection", "false",
        "platform/machine-learning/machine-learning-vault properties.enablePurgeProtection is 'true', and would be not set.")]
    [InlineData("prod", "storageRedundancy", "lrs", "platform/storage/account sku.name is 'Standard_GZRS', and would be 'Standard_LRS'.")]
    [InlineData("dev", "gatewaySku", "StandardV2", "platform/gateway/service sku.name is 'Developer', and would be 'StandardV2'.")]
    [InlineData("prod", "clusterSystemNodeSize", "Standard_D8ds_v5",
        "platform/cluster/aks agentPoolProfiles[name=system].vmSize is 'Standard_D4ds_v5', and would be 'Standard_D8ds_v5'.")]
    [InlineData("prod", "clusterEncryptionAtHost", "true",
        "platform/cluster/aks agentPoolProfiles[name=system].enableEncryptionAtHost is 'false', and would be 'true'.")]
    [InlineData("prod", "networkAddressSpace", "10.99.0.0/16",
        "platform/network/vnet addressSpace.")]
    public async Task Refusals_OfAChoiceForLife_IsASentence(string stack, string setting, string value, string what)
    {
        var diff = PlanDiff.Between(await Planted.StackAsync(stack), await Planted.StackAsync(stack, (setting, value)));

        var sentence = Assert.Single(
            LifeChoices.Refusals(diff),
            each => each.StartsWith($"platform:{setting} of stack '{stack}' is a choice for life: {what}", StringComparison.Ordinal));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.Contains(
            diff.Changes.SelectMany(change => change.Risks), risk => risk.Reason == $"platform:{setting} is for life");
    }

    [Theory]
    [InlineData("prod", "storageRedundancy", "zrs")]
    [InlineData("prod", "gatewayUnits", "6")]
    [InlineData("prod", "clusterUserNodeSize", "Standard_D8ds_v5")]
    [InlineData("dev", "secretsPurgeProtection", "true")]
    public async Task Refusals_OfWhatAzureChanges_AreNone(string stack, string setting, string value) => Assert.Empty(
        LifeChoices.Refusals(PlanDiff.Between(await Planted.StackAsync(stack), await Planted.StackAsync(stack, (setting, value)))));

    [Theory]
    [InlineData("2b9c6cf4-22ab-4c2f-a8b5-3f3a3a3f2b01", true)]
    [InlineData(null, false)]
    public async Task Refusals_OfAnotherSubscription_AreASentence_UnlessItWasNobodys(string? before, bool isRefused)
    {
        const string After = "9f4de0a1-7a70-4a53-9d7a-0c9de6a1b802";
        var first = before is null
            ? await Planted.StackAsync("dev")
            : await Planted.StackAsync("dev", (SubscriptionSettings.IdKey, before));
        var diff = PlanDiff.Between(first, await Planted.StackAsync("dev", (SubscriptionSettings.IdKey, After)));

        var sentence = $"azure-native:subscriptionId of stack 'dev' is a choice for life: platform/azure subscriptionId is '{before}', "
            + $"and would be '{After}'. Everything of the stack is in the subscription that it was made in, under names that say which: "
            + "make another stack, and move the callers to it.";
        Assert.Equal(isRefused, LifeChoices.Refusals(diff).Contains(sentence));
    }

    [Fact]
    public async Task Update_OfAChoiceForLife_WritesNothingUnlessTheStackIsAnew()
    {
        using var checkout = new Checkout();
        var file = Path.Combine(checkout.Path, "review", "plans", "dev.yaml");
        Assert.Equal(0, (await CommandLine.RunAsync("plan", "--root", checkout.Path, "--update")).ExitCode);
        var before = await File.ReadAllTextAsync(file);
        await checkout.ChangeAsync("secretsSoftDeleteDays: \"7\"", "secretsSoftDeleteDays: \"8\"");

        var (code, _, error) = await CommandLine.RunAsync("plan", "--root", checkout.Path, "--update");
        Assert.Equal(ExitCodes.LifeChoice, code);
        Assert.Equal(
            "platform:secretsSoftDeleteDays of stack 'dev' is a choice for life: platform/machine-learning/machine-learning-vault "
            + "properties.softDeleteRetentionInDays is '7', and would be '8'. A vault keeps the days that it was made with "
            + "(https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview): set it back.\n"
            + "If the stack is not deployed, or is taken down first: dotnet platform.cs plan --update --anew",
            error.Trim());
        Assert.Equal(before, await File.ReadAllTextAsync(file));

        Assert.Equal(0, (await CommandLine.RunAsync("plan", "--root", checkout.Path, "--update", "--anew")).ExitCode);
        Assert.NotEqual(before, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public void Settings_ForLife_AreSaidToBe()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "settings.md"));

        Assert.All(
            LifeChoices.All,
            choice => Assert.Contains($"| `{choice.Setting}` | {choice.Why} | {choice.Instead} |", page, StringComparison.Ordinal));
        Assert.Equal(
            LifeChoices.All.Count,
            page.Split('\n').SkipWhile(line => line != "## Chosen for a stack's life")
                .Count(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }
}

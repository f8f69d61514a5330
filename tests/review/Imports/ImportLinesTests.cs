using Platform.Review.Imports;
using Platform.Review.Tests.Commands;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Imports;

public sealed class ImportLinesTests
{
    private const string Subscription = "12345678-1234-1234-1234-123456789012";

    [Fact]
    public async Task Import_OfAResource_IsTheLineOfItsSubscription()
    {
        var (code, output, error) = await CommandLine.RunAsync(
            "import", "--root", RepositoryRoot.Path, "--stack", "prod", "--subscription", Subscription, "--path", "platform/secrets/vault");

        Assert.Equal((0, ""), (code, error));
        // The vault's name has a hash of the subscription in it
        Assert.Matches(
            @"\Apulumi import --stack prod --yes --generate-code=false --protect=true "
            + "--parent 'secrets=urn:pulumi:prod::platform::platform:infra:Secrets::secrets' "
            + "--provider 'azure=urn:pulumi:prod::platform::pulumi:providers:azure-native::azure' 'azure-native:keyvault:Vault' 'vault' "
            + $"'/subscriptions/{Subscription}/resourceGroups/rg-platform-prod-westeurope/providers/Microsoft.KeyVault/vaults"
            + $"/kv-prod-[0-9a-f]{{8}}'\n\\z",
            output.ReplaceLineEndings("\n"));
        var vault = (await Planted.StackAsync("prod")).Resources.Single(resource => resource.Path == "platform/secrets/vault");
        Assert.DoesNotContain((string)vault.Inputs["vaultName"]!, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_SeveralPaths_IsALineEachAndNoneForWhatNamesItselfAnew()
    {
        var lines = ImportLines.Of(await Planted.StackAsync("prod"), "platform/gateway/");

        Assert.Contains(lines, line => line.Contains("'azure-native:apimanagement:Product' 'tier-free' '", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(":PolicyFragment'", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(
            "--parent '(gateway=urn:pulumi:prod::platform::platform:infra:Gateway::gateway"
            + @"|([a-z-]+)=urn:pulumi:prod::platform::platform:infra:Gateway\$platform:infra:[A-Za-z]+::\2)'", line));
    }

    [Fact]
    public async Task Of_AnObjectOfTheCluster_NamesItsProvider()
    {
        var line = Assert.Single(ImportLines.Of(await Planted.StackAsync("prod"), "platform/workload/account"));

        Assert.EndsWith("'kubernetes:core/v1:ServiceAccount' 'account' 'inference/inference'", line, StringComparison.Ordinal);
        Assert.Contains(" --provider 'kubernetes=urn:pulumi:prod::platform::", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_DefendersPlans_AreThoseOfTheSubscription()
    {
        var plan = await Planted.StackAsync("dev", ("defenderPlans", """["Containers"]"""));

        Assert.EndsWith(
            "'azure-native:security:Pricing' 'defender-containers' "
            + "'/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Security/pricings/Containers'",
            Assert.Single(ImportLines.Of(plan, "platform/security/")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("platform/nowhere",
        "The plan of stack 'prod' has no path that begins with 'platform/nowhere'; `dotnet platform.cs plan --stack prod` lists them all.")]
    [InlineData("platform/alerts/metrics/nodes-cpu",
        "Nothing is to be imported at 'platform/alerts/metrics/nodes-cpu': the name of platform/alerts/metrics/nodes-cpu in the cloud is "
        + "made up anew with each creation, so that none meets the one that is there. Run `pulumi up` again, and delete what "
        + "is left over.")]
    public async Task Of_APathWithNothingToImport_SaysSo(string path, string message)
    {
        var plan = await Planted.StackAsync("prod");
        var failure = Assert.Throws<ReviewException>(() => ImportLines.Of(plan, path));

        Assert.Equal(message, failure.Message);
        Assert.Equal(ExitCodes.NothingToImport, failure.ExitCode);
    }
}

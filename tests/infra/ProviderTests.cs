using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Stacks;

namespace Platform.Infra.Tests;

/// <summary>
/// Everything is created in the subscription and tenant that the stack names. That nothing is without a provider is seen by every
/// evaluation, which the packages' default ones being off makes it refuse.
/// </summary>
[Collection(StacksCollection.Name)]
public sealed class ProviderTests
{
    private const string Subscription = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    private const string Tenant = "99999999-8888-7777-6666-555555555555";

    [Theory, InlineData("dev"), InlineData("prod")]
    public void DefaultProviders_OfARealStack_AreOffForAllThatReachesACloud(string stack)
    {
        var defaults = new DefaultProviders(StackFiles.Configuration(stack));

        Assert.All(
            ["azure-native:keyvault:Vault", "azuread:index/getClientConfig:getClientConfig", "kubernetes:core/v1:Service"],
            token => Assert.True(defaults.AreOffFor(token)));
        // Made on the machine, of random bits alone
        Assert.False(defaults.AreOffFor("tls:index/privateKey:PrivateKey"));
    }

    // Who deploys is the machine's to say, and no plan differs by it
    [Fact]
    public async Task Providers_OnAnyMachine_AreOfTheStacksSubscriptionAndTenant()
    {
        var (azure, entra) = await OnMachineAsync(
            ("ARM_SUBSCRIPTION_ID", "other"), ("ARM_TENANT_ID", "other"), ("ARM_CLIENT_ID", "other"), ("ARM_USE_MSI", "true"),
            ("ARM_USE_OIDC", "true"), ("ARM_MSI_ENDPOINT", "http://localhost"), ("ARM_ENVIRONMENT", "china"));

        Assert.Equal($"environment=public subscriptionId={Subscription} tenantId={Tenant}", azure);
        Assert.Equal($"environment=public tenantId={Tenant}", entra);
    }

    private static async Task<(string Azure, string Entra)> OnMachineAsync(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            var run = await StackRun.OfAsync(
                "prod", (SubscriptionSettings.IdKey, Subscription), (SubscriptionSettings.TenantKey, Tenant));
            return (Inputs(run.One("azure-native")), Inputs(run.One("azuread")));
        }
        finally
        {
            foreach (var (name, _) in variables)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static string Inputs(Declared provider)
        => string.Join(
            ' ', provider.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => $"{input.Key}={input.Value}"));
}

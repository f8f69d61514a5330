using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Components;

/// <summary>
/// Who creates everything: in the subscription and tenant that the stack names. They go before what whoever deploys is signed in to, and
/// before <c>ARM_SUBSCRIPTION_ID</c> and <c>ARM_TENANT_ID</c>. Who that is stays with the machine, by <c>az login</c> or
/// <c>ARM_*</c>: https://www.pulumi.com/registry/packages/azure-native/installation-configuration/. The providers that Pulumi makes by
/// itself are switched off in Pulumi.yaml.
/// </summary>
internal sealed class CloudProviders
{
    public CloudProviders(SubscriptionSettings subscription)
    {
        Azure = new("azure", new() { SubscriptionId = subscription.Id, TenantId = subscription.TenantId });
        // The package writes down what the machine that evaluates has for these, which differs from one to the next
        Entra = new("entra", new() { TenantId = subscription.TenantId, Environment = "public", UseMsi = null, MsiEndpoint = null });
    }

    public Pulumi.AzureNative.Provider Azure { get; }

    public Pulumi.AzureAD.Provider Entra { get; }

    /// <summary>A component's options with both, for it and all below it.</summary>
    public ComponentResourceOptions GivenTo(ComponentResourceOptions? options)
    {
        options ??= new();
        options.Providers.AddRange([Azure, Entra]);
        return options;
    }
}

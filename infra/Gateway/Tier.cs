using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>One tier: a product with its limits, offered to every developer.</summary>
internal static class Tier
{
    /// <param name="audience">Whose tokens callers need besides their key; null: the key is enough.</param>
    public static void Declare(
        GatewayScope gateway, InferenceApi api, PolicyFragments fragments, TierSettings tier, GatewaySettings settings,
        Output<string>? audience)
    {
        var limits = PolicyDocument.Render(
            settings.Capabilities.IsClassic ? "tier" : "tier-v2", ("callsPerMinute", tier.CallsPerMinute),
            ("callsPerMonth", tier.Quota));
        if (tier.Tokens is { } tokens)
            limits = PolicyDocument.Including(limits, TokenLimits.Declare(fragments, tier, tokens));
        var policy = audience is null ? limits : PolicyDocument.Including(limits, RoleCheck.Declare(gateway, fragments, tier, audience));
        var product = new Product($"tier-{tier.Name}", new()
        {
            ProductId = tier.Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = tier.DisplayName,
            Description = TierOffer.Text(tier, settings.Currency),
            Terms = tier.Terms,
            SubscriptionRequired = true,
            ApprovalRequired = tier.ApprovalRequired,
            SubscriptionsLimit = tier.SubscriptionsLimit,
            State = ProductState.Published,
        }, gateway.Child());
        var limiting = new ProductPolicy($"tier-{tier.Name}-policy", new()
        {
            ProductId = tier.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = fragments.Link(policy),
        }, gateway.Child(product));
        var sold = api.Changes.Next(options => new ProductApi($"tier-{tier.Name}-api", new()
        {
            ApiId = api.Api.Name,
            ProductId = product.Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
        }, options), limiting);
        _ = new ProductGroup($"tier-{tier.Name}-developers", new()
        {
            // Built in: whoever has signed up
            GroupId = "developers",
            ProductId = product.Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
        }, gateway.Child(sold));
    }
}

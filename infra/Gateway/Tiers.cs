using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>The tiers: each a product with its limits, offered to every developer.</summary>
/// <param name="audience">Whose tokens callers need besides their key; null: the key is enough.</param>
internal sealed class Tiers(
    GatewayScope gateway, InferenceApi api, PolicyFragments fragments, GatewaySettings settings, Output<string>? audience)
{
    public void Declare(TierSettings tier)
    {
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
            Value = fragments.Link(Policy(tier)),
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

    // Who may call comes before how much
    private string Policy(TierSettings tier)
    {
        List<string> included = [];
        if (audience is not null)
            included.Add(RoleCheck.Declare(gateway, fragments, tier, audience));
        if (tier.Tokens is { } tokens)
            included.Add(TokenLimits.Declare(fragments, tier, tokens));
        return PolicyDocument.Render(
            "tier", ("fragments", included), ("callsPerMinute", tier.CallsPerMinute),
            ("quota", PolicyDocument.Part(settings.Capabilities.IsClassic ? "quota-by-key" : "quota", ("callsPerMonth", tier.Quota))));
    }
}

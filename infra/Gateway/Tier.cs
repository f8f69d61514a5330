using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>One tier: a product with its limits, offered to every developer.</summary>
internal sealed class Tier : PlatformComponent
{
    public Tier(string name, TierArgs args, ComponentResourceOptions? options = null) : base("Tier", name, args.Gateway, options)
    {
        var (api, tier, settings) = (args.Api, args.Tier, args.Settings);
        var gateway = Within(args.Gateway);
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
            Value = args.Fragments.Link(Policy(gateway, args)),
        }, gateway.Child(product));
        var sold = api.Changes.NextOf(gateway, changing => new ProductApi($"tier-{tier.Name}-api", new()
        {
            ApiId = api.Api.Name,
            ProductId = product.Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
        }, changing), limiting);
        _ = new ProductGroup($"tier-{tier.Name}-developers", new()
        {
            // Built in: whoever has signed up
            GroupId = "developers",
            ProductId = product.Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
        }, gateway.Child(sold));
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["productId"] = product.Id,
        });
    }

    // Who may call comes before how much
    private static string Policy(GatewayScope gateway, TierArgs args)
    {
        List<string> included = [];
        if (args.Audience is { } audience)
            included.Add(RoleCheck.Declare(gateway, args.Fragments, args.Tier, audience));
        if (args.Tier.Tokens is { } tokens)
            included.Add(TokenLimits.Declare(gateway, args.Fragments, args.Tier, tokens));
        return PolicyDocument.Render(
            "tier", ("fragments", included), ("callsPerMinute", args.Tier.CallsPerMinute),
            ("quota",
                PolicyDocument.Part(args.Settings.Capabilities.IsClassic ? "quota-by-key" : "quota", ("callsPerMonth", args.Tier.Quota))));
    }
}

using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>One tier: a product with its limits, offered to every developer.</summary>
internal static class Tier
{
    /// <param name="audience">Whose tokens callers need besides their key; null: the key is enough.</param>
    public static void Declare(
        Resource parent, PlatformScope scope, ApiManagementService service, InferenceApi api, TierSettings tier, string currency, Output<string>? audience)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var limits = PolicyDocument.Render("tier", ("callsPerMinute", tier.CallsPerMinute), ("callsPerMonth", tier.CallsPerMonth));
        Input<string> policy = limits;
        if (audience is not null)
        {
            var role = RoleCheck.Declare(scope, service, tier, audience, child);
            policy = role.Name.Apply(fragment => PolicyDocument.Including(limits, fragment));
        }
        var product = new Product($"tier-{tier.Name}", new()
        {
            ProductId = tier.Name,
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            DisplayName = tier.DisplayName,
            Description = TierOffer.Text(tier, currency),
            Terms = tier.Terms,
            SubscriptionRequired = true,
            ApprovalRequired = tier.ApprovalRequired,
            SubscriptionsLimit = tier.SubscriptionsLimit,
            State = ProductState.Published,
        }, child);
        _ = new ProductPolicy($"tier-{tier.Name}-policy", new()
        {
            ProductId = tier.Name,
            PolicyId = "policy",
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = policy,
        }, new CustomResourceOptions { Parent = parent, DependsOn = { product } });
        _ = new ProductApi($"tier-{tier.Name}-api", new()
        {
            ApiId = api.Api.Name,
            ProductId = product.Name,
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
        }, child);
        _ = new ProductGroup($"tier-{tier.Name}-developers", new()
        {
            // Built in: whoever has signed up
            GroupId = "developers",
            ProductId = product.Name,
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
        }, child);
    }
}

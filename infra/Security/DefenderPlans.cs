using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Security;

namespace Platform.Infra.Security;

/// <summary>
/// Plans of Microsoft Defender for Cloud, such as the one that scans images. A plan is the subscription's: it watches, and bills for, what
/// other stacks have there too, and stays when this stack goes. At most one stack of a subscription may ask for a plan.
/// https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction
/// </summary>
internal sealed class DefenderPlans : PlatformComponent
{
    public DefenderPlans(PlatformScope scope, IReadOnlyList<DefenderPlan> plans) : base("Security", scope)
    {
        var options = Child();
        options.RetainOnDelete = true;
        foreach (var plan in plans)
            _ = new Pricing($"defender-{plan.ToString().ToLowerInvariant()}", new()
            {
                PricingName = plan.ToString(),
                ScopeId = Output.Format($"subscriptions/{scope.SubscriptionId}"),
                PricingTier = PricingTier.Standard,
                SubPlan = SubPlan(plan),
            }, options);
        RegisterOutputs();
    }

    // https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update
    private static Input<string>? SubPlan(DefenderPlan plan) => plan switch
    {
        DefenderPlan.StorageAccounts => (Input<string>)"DefenderForStorageV2",
        DefenderPlan.KeyVaults => "PerKeyVault",
        DefenderPlan.Arm => "PerSubscription",
        _ => null,
    };
}

using Platform.Infra.Components;
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
    public DefenderPlans(string name, DefenderPlansArgs args, ComponentResourceOptions? options = null)
        : base("Security", name, args.Scope, options)
    {
        var plans = args.Plans;
        var retained = Child();
        retained.RetainOnDelete = true;
        foreach (var plan in plans)
            _ = new Pricing($"defender-{plan.ToString().ToLowerInvariant()}", new()
            {
                PricingName = plan.ToString(),
                ScopeId = Output.Format($"subscriptions/{Scope.SubscriptionId}"),
                PricingTier = PricingTier.Standard,
                SubPlan = SubPlan(plan),
            }, retained);
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

using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using ActionGroupArgs = Pulumi.AzureNative.Monitor.Inputs.ActionGroupArgs;

namespace Platform.Infra.Observability;

/// <summary>What Azure says of its own health: incidents of the region, and the platform's resources being unavailable.</summary>
internal sealed class HealthAlerts : PlatformComponent
{
    // Named types instead of all: nodes come and go with every upgrade, and their virtual machines are "unavailable" each time
    private static readonly string[] _watchedTypes =
    [
        "Microsoft.ApiManagement/service", "Microsoft.ContainerService/managedClusters", "Microsoft.KeyVault/vaults",
        "Microsoft.Storage/storageAccounts", "Microsoft.ContainerRegistry/registries",
    ];

    public HealthAlerts(string name, HealthAlertsArgs args, ComponentResourceOptions? options = null)
        : base("HealthAlerts", name, args.Alerts, options)
    {
        var scope = Within(args.Alerts);
        Declare(
            scope, "service-health", "Azure reports an incident, maintenance or advisory in the subscription",
            Output.Format($"/subscriptions/{scope.SubscriptionId}"),
            new AlertRuleAnyOfOrLeafConditionArgs { Field = "category", Equals = "ServiceHealth" });
        var types = new AlertRuleAnyOfOrLeafConditionArgs();
        foreach (var type in _watchedTypes)
            types.AnyOf.Add(new AlertRuleLeafConditionArgs { Field = "resourceType", Equals = type });
        Declare(
            scope, "resource-health", "One of the platform's resources is unavailable or degraded", scope.ResourceGroupId,
            new AlertRuleAnyOfOrLeafConditionArgs { Field = "category", Equals = "ResourceHealth" },
            types,
            new AlertRuleAnyOfOrLeafConditionArgs
            {
                AnyOf =
                {
                    new AlertRuleLeafConditionArgs { Field = "properties.currentHealthStatus", Equals = "Unavailable" },
                    new AlertRuleLeafConditionArgs { Field = "properties.currentHealthStatus", Equals = "Degraded" },
                },
            },
            // Started by a person or a pipeline, and so no surprise
            new AlertRuleAnyOfOrLeafConditionArgs
            {
                AnyOf = { new AlertRuleLeafConditionArgs { Field = "properties.cause", Equals = "PlatformInitiated" } },
            });
        RegisterOutputs();
    }

    private static void Declare(
        AlertScope scope, string name, string why, Output<string> over, params AlertRuleAnyOfOrLeafConditionArgs[] conditions)
        => _ = new ActivityLogAlert(name, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            Description = why,
            Enabled = true,
            Scopes = { over },
            Condition = new AlertRuleAllOfConditionArgs { AllOf = conditions },
            Actions = new ActionListArgs { ActionGroups = { new ActionGroupArgs { ActionGroupId = scope.Monitoring.ActionGroupId } } },
        }, scope.Child());
}

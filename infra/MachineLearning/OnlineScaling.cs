using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using ScaleType = Pulumi.AzureNative.Monitor.ScaleType;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// More instances of a deployment while they are busy, by Azure Monitor, as managed endpoints have no scaling of their own:
/// https://learn.microsoft.com/azure/machine-learning/how-to-autoscale-endpoints
/// </summary>
internal static class OnlineScaling
{
    private const string Metrics = "microsoft.machinelearningservices/workspaces/onlineendpoints/deployments";
    private const int BusyPercent = 70;
    private const int IdlePercent = 30;

    public static void Declare(ConcernScope scope, EndpointSettings settings, string color, OnlineDeployment deployment)
        => _ = new AutoscaleSetting($"scale-{color}", new()
        {
            AutoscaleSettingName = $"scale-endpoint-{color}",
            Name = $"scale-endpoint-{color}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Enabled = true,
            TargetResourceUri = deployment.Id,
            Profiles =
            {
                new AutoscaleProfileArgs
                {
                    Name = "by-cpu",
                    Capacity = new ScaleCapacityArgs
                    {
                        Minimum = $"{settings.InstancesMin}",
                        Maximum = $"{settings.InstancesMax}",
                        Default = $"{settings.InstancesMin}",
                    },
                    Rules =
                    {
                        Rule(deployment, ComparisonOperationType.GreaterThan, BusyPercent, "PT5M", ScaleDirection.Increase),
                        Rule(deployment, ComparisonOperationType.LessThan, IdlePercent, "PT15M", ScaleDirection.Decrease),
                    },
                },
            },
        }, scope.Child());

    private static ScaleRuleArgs Rule(
        OnlineDeployment deployment, ComparisonOperationType comparison, int percent, string window, ScaleDirection direction) => new()
        {
            MetricTrigger = new MetricTriggerArgs
            {
                MetricName = "CpuUtilizationPercentage",
                MetricNamespace = Metrics,
                MetricResourceUri = deployment.Id,
                Operator = comparison,
                Threshold = percent,
                Statistic = MetricStatisticType.Average,
                TimeAggregation = TimeAggregationType.Average,
                TimeGrain = "PT1M",
                TimeWindow = window,
            },
            ScaleAction = new ScaleActionArgs { Direction = direction, Type = ScaleType.ChangeCount, Value = "1", Cooldown = "PT5M" },
        };
}

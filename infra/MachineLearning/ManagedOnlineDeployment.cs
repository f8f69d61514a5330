using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// A deployment of the online endpoint, blue or green: the inference image, and one version of the model mounted into it.
/// </summary>
internal sealed class ManagedOnlineDeployment(
    WorkspaceScope scope, EndpointSettings settings, OnlineEndpoint endpoint, EnvironmentVersion environment)
{
    // Where Azure mounts a model: https://learn.microsoft.com/azure/machine-learning/how-to-deploy-custom-container
    private const string Mounts = "/var/azureml-app/azureml-models";

    // The server queues this much for a batchable model, and answers at once; a caller beyond it gets 429 and tries again
    private const int ConcurrentRequests = 256;

    /// <param name="color">Blue or green.</param>
    /// <param name="needed">What it cannot start without.</param>
    public OnlineDeployment Declare(string color, ModelVersion model, List<Resource> needed)
    {
        var isScaled = settings.InstancesMax > settings.InstancesMin;
        var options = scope.Child(needed);
        options.DeleteBeforeReplace = false;
        // Azure moves the count
        if (isScaled)
            options.IgnoreChanges.Add("sku.capacity");
        var deployment = new OnlineDeployment(color, new()
        {
            DeploymentName = NameOf(color, settings),
            EndpointName = endpoint.Name,
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new SkuArgs { Name = "Default", Capacity = settings.InstancesMin },
            Properties = Properties(model),
        }, options);
        if (isScaled)
            OnlineScaling.Declare(scope, settings, color, deployment);
        return deployment;
    }

    /// <summary>
    /// Another size is another deployment, which Azure wants another name for: so that the new one serves before the old one goes.
    /// 3 to 32 characters, of which the longest size leaves enough.
    /// </summary>
    public static string NameOf(string color, EndpointSettings settings)
        => $"{color}-{settings.InstanceSize["Standard_".Length..].Replace('_', '-').ToLowerInvariant()}";

    // Egress is that of the workspace's managed network, where there is one; the deployment's own switch does not apply then:
    // https://learn.microsoft.com/azure/machine-learning/how-to-secure-online-endpoint
    private ManagedOnlineDeploymentArgs Properties(ModelVersion model)
        => new()
        {
            EndpointComputeType = "Managed",
            InstanceType = settings.InstanceSize,
            EnvironmentId = environment.Id,
            Model = model.Id,
            EnvironmentVariables =
            {
                // A model's folder is mounted below its name and version, and so makes a repository of one model
                ["Models__Root"] = Output.Format($"{Mounts}/{settings.Model}/{model.Name}"),
                ["Models__Default"] = settings.Model,
                ["Models__WatchMilliseconds"] = "0",
            },
            AppInsightsEnabled = true,
            ScaleSettings = new DefaultScaleSettingsArgs { ScaleType = "Default" },
            RequestSettings = new OnlineRequestSettingsArgs
            {
                MaxConcurrentRequestsPerInstance = ConcurrentRequests,
                RequestTimeout = "PT30S",
            },
            LivenessProbe = Probe(failures: 3),
            ReadinessProbe = Probe(failures: 30),
        };

    private static ProbeSettingsArgs Probe(int failures) => new()
    {
        InitialDelay = "PT10S",
        Period = "PT10S",
        Timeout = "PT2S",
        SuccessThreshold = 1,
        FailureThreshold = failures,
    };
}

using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Where jobs run: no node without a job. In the private modes it also builds the workspace's environment images, as the registry's
/// own builders do not see a closed registry: https://learn.microsoft.com/azure/machine-learning/how-to-secure-workspace-vnet
/// </summary>
internal static class TrainingCompute
{
    private const string Name = "training";

    /// <summary>
    /// With what Azure takes and ignores once the cluster is there. 2 to 16 characters:
    /// https://learn.microsoft.com/azure/machine-learning/how-to-create-attach-compute-cluster
    /// </summary>
    public static string NameOf(MachineLearningSettings settings, PlatformNetwork network)
        => ShortHash.Name("train", settings.TrainingNodeSize, $"{network.IsPrivate}");

    public static Compute Declare(
        WorkspaceScope scope, MachineLearningSettings settings, PlatformNetwork network, UserAssignedIdentity identity)
    {
        var options = scope.Child();
        options.DeleteBeforeReplace = false;
        return new(Name, new()
        {
            ComputeName = NameOf(settings, network),
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            Properties = new AmlComputeArgs
            {
                ComputeType = "AmlCompute",
                DisableLocalAuth = true,
                Properties = new AmlComputePropertiesArgs
                {
                    VmSize = settings.TrainingNodeSize,
                    VmPriority = VmPriority.Dedicated,
                    OsType = OsType.Linux,
                    // Outside of a managed network a node without an address of its own reaches nothing
                    EnableNodePublicIp = !network.IsPrivate,
                    RemoteLoginPortPublicAccess = RemoteLoginPortPublicAccess.Disabled,
                    ScaleSettings = new ScaleSettingsArgs
                    {
                        MinNodeCount = 0,
                        MaxNodeCount = settings.TrainingNodesMax,
                        NodeIdleTimeBeforeScaleDown = $"PT{settings.TrainingIdleMinutes}M",
                    },
                },
            },
        }, options);
    }
}

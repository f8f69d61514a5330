using Platform.Review.Values;

namespace Platform.Review.Previews;

/// <summary>
/// What Azure and Kubernetes move by themselves, and a refresh therefore finds otherwise each time: it compares what the provider said
/// last with what it says now, all that is no input included. By path and with the reason; all else that differs is drift.
/// </summary>
internal static class MovedByAzure
{
    // For every type
    private static readonly (string Path, string Why)[] _everywhere =
    [
        ("etag", "a mark of the last write"),
        ("systemData", "who wrote last, and when"),
        ("provisioningState", "what Azure is doing with it"),
        ("properties.provisioningState", "the same"),
        ("metadata.resourceVersion", "a mark of the last write"),
        ("metadata.generation", "counts the writes"),
        ("metadata.managedFields", "who wrote what last"),
        ("status", "what the cluster says of it"),
    ];

    private static readonly Dictionary<string, (string Path, string Why)[]> _byType = new(StringComparer.Ordinal)
    {
        ["azure-native:apimanagement:ApiManagementService"] =
            [("targetProvisioningState", "what Azure is doing with it"), ("platformVersion", "Azure's upgrades"),
                ("createdAtUtc", "its format")],
        ["azure-native:applicationinsights:Component"] = [("laMigrationDate", "set by Azure")],
        ["azure-native:consumption:Budget"] =
            [("currentSpend", "what was spent by now"), ("forecastSpend", "what will be"),
                ("timePeriod.endDate", "Azure counts ten years")],
        ["azure-native:containerregistry:AgentPool"] = [("lastUpdatedTimeUtc", "Azure's patches")],
        ["azure-native:containerregistry:Registry"] = [("policies.retentionPolicy.lastUpdatedTime", "set by Azure"),
                ("status", "set by Azure")],
        ["azure-native:containerregistry:Replication"] = [("status", "when it was last in step")],
        ["azure-native:containerservice:AgentPool"] =
        [
            ("count", "the autoscaler"), ("currentOrchestratorVersion", "the upgrade channel"),
                ("orchestratorVersion", "the upgrade channel"),
            ("nodeImageVersion", "the node image channel"), ("powerState", "nights, where the cluster is stopped"),
                ("eTag", "a mark of the last write"),
        ],
        ["azure-native:containerservice:ManagedCluster"] =
        [
            ("agentPoolProfiles.count", "the autoscaler"), ("agentPoolProfiles.currentOrchestratorVersion", "the upgrade channel"),
            ("agentPoolProfiles.orchestratorVersion", "the upgrade channel"),
                ("agentPoolProfiles.nodeImageVersion", "the node image channel"),
            ("agentPoolProfiles.powerState", "nights, where the cluster is stopped"), ("agentPoolProfiles.provisioningState", "upgrades"),
            ("agentPoolProfiles.eTag", "a mark of the last write"), ("currentKubernetesVersion", "the upgrade channel"),
            ("kubernetesVersion", "the upgrade channel"), ("powerState", "nights, where the cluster is stopped"),
            ("networkProfile.loadBalancerProfile.effectiveOutboundIPs", "addresses that AKS takes"), ("eTag", "a mark of the last write"),
        ],
        ["azure-native:keyvault:Secret"] = [("properties.attributes.updated", "when it was written")],
        ["azure-native:machinelearningservices:Compute"] =
        [
            ("properties.properties.allocationState", "nodes come and go"),
                ("properties.properties.allocationStateTransitionTime", "the same"),
            ("properties.properties.currentNodeCount", "the same"), ("properties.properties.targetNodeCount", "the same"),
            ("properties.properties.nodeStateCounts", "the same"), ("properties.modifiedOn", "the same"),
        ],
        ["azure-native:machinelearningservices:OnlineDeployment"] = [("sku.capacity", "the autoscaler")],
        ["azure-native:machinelearningservices:OnlineEndpoint"] =
            [("properties.traffic", "the routing's template writes it"), ("properties.mirrorTraffic", "the same")],
        ["azure-native:machinelearningservices:BatchEndpoint"] = [("properties.defaults", "the routing's template writes it")],
        ["azure-native:machinelearningservices:Workspace"] =
            [("privateLinkCount", "endpoints"), ("privateEndpointConnections", "endpoints"),
                ("managedNetwork.status", "what Azure is doing with it")],
        ["azure-native:monitor:ActionGroup"] = [("emailReceivers.status", "whether a receiver has opted out")],
        ["azure-native:network:NetworkSecurityGroup"] = [("networkInterfaces", "nodes come and go"), ("subnets", "who is in it")],
        ["azure-native:network:PublicIPAddress"] = [("ipConfiguration", "who has it")],
        ["azure-native:network:RouteTable"] = [("subnets", "who is in it")],
        ["azure-native:network:Subnet"] = [("ipConfigurations", "nodes come and go"), ("privateEndpoints", "endpoints")],
        ["azure-native:network:VirtualNetwork"] =
        [
            ("subnets.ipConfigurations", "nodes come and go"), ("subnets.ipConfigurationProfiles", "the same"),
                ("subnets.etag", "a mark of the last write"),
            ("subnets.privateEndpoints", "endpoints"), ("subnets.serviceAssociationLinks", "delegations"),
        ],
        ["azure-native:operationalinsights:Workspace"] = [("workspaceCapping.quotaNextResetTime", "every day"),
                ("modifiedDate", "set by Azure")],
        ["azure-native:privatedns:PrivateZone"] = [("numberOfRecordSets", "records of endpoints"),
                ("numberOfVirtualNetworkLinks", "links by hand")],
        ["azure-native:storage:StorageAccount"] =
            [("geoReplicationStats.lastSyncTime", "when the second region was in step"), ("privateEndpointConnections", "endpoints")],
        ["azuread:index/group:Group"] = [("members", "administrators that were added by hand")],
        ["kubernetes:apps/v1:Deployment"] = [("spec.replicas", "the autoscaler")],
    };

    /// <returns>Why, or null where it is drift.</returns>
    public static string? Reason(string type, PropertyPath path)
        => _everywhere.Concat(_byType.GetValueOrDefault(type, [])).FirstOrDefault(moved => path.IsWithin(moved.Path)).Why;
}

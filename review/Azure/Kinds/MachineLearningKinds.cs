namespace Platform.Review.Azure.Kinds;

/// <summary>Machine Learning.</summary>
internal static class MachineLearningKinds
{
    private const string Ml = "Microsoft.MachineLearningServices/workspaces/{workspaceName}";
    private const string Costs = "https://learn.microsoft.com/azure/machine-learning/concept-plan-manage-cost";

    public static Kind[] All { get; } =
    [
        new("azure-native:machinelearningservices:BatchDeployment")
            { Path = Ml + "/batchEndpoints/{endpointName}/deployments/{deploymentName}", IsTaggable = true },
        new("azure-native:machinelearningservices:BatchEndpoint")
        {
            Path = Ml + "/batchEndpoints/{endpointName}",
            Label = "Batch endpoint", Role = KindRole.Node, IsTaggable = true,
            Free = Costs,
        },
        new("azure-native:machinelearningservices:CodeVersion") { Path = Ml + "/codes/{name}/versions/{version}", Free = Costs },
        new("azure-native:machinelearningservices:ComponentVersion") { Path = Ml + "/components/{name}/versions/{version}", Free = Costs },
        new("azure-native:machinelearningservices:Compute")
        {
            Path = Ml + "/computes/{computeName}",
            IsTaggable = true,
            ForceNew =
            [
                "properties.computeType", "properties.properties.subnet", "properties.properties.vmPriority",
                "properties.properties.vmSize",
            ],
        },
        new("azure-native:machinelearningservices:DataVersion")
        {
            Path = Ml + "/data/{name}/versions/{version}",
            Free = Costs,
            ForceNew = ["properties.dataType", "properties.dataUri"],
        },
        new("azure-native:machinelearningservices:EnvironmentVersion")
        {
            Path = Ml + "/environments/{name}/versions/{version}",
            Free = Costs,
            ForceNew =
            [
                "properties.autoRebuild", "properties.build", "properties.condaFile", "properties.image", "properties.inferenceConfig",
                "properties.osType",
            ],
        },
        new("azure-native:machinelearningservices:ManagedNetworkSettingsRule") { Path = Ml + "/outboundRules/{ruleName}", Free = Costs },
        new("azure-native:machinelearningservices:MarketplaceSubscription")
            { Path = Ml + "/marketplaceSubscriptions/{name}", Free = Costs },
        new("azure-native:machinelearningservices:ModelVersion") { Path = Ml + "/models/{name}/versions/{version}", Free = Costs },
        new("azure-native:machinelearningservices:OnlineDeployment")
        {
            Path = Ml + "/onlineEndpoints/{endpointName}/deployments/{deploymentName}",
            IsTaggable = true,
            ForceNew = ["properties.instanceType"],
        },
        new("azure-native:machinelearningservices:OnlineEndpoint")
        {
            Path = Ml + "/onlineEndpoints/{endpointName}",
            Label = "Online endpoint", Role = KindRole.Node, IsTaggable = true, HasLogs = true,
            Free = Costs,
        },
        new("azure-native:machinelearningservices:Schedule") { Path = Ml + "/schedules/{name}", Free = Costs },
        new("azure-native:machinelearningservices:ServerlessEndpoint")
            { Path = Ml + "/serverlessEndpoints/{name}", Label = "Serverless endpoint", Role = KindRole.Node, IsTaggable = true },
        new("azure-native:machinelearningservices:Workspace")
        {
            Path = Ml,
            Label = "Machine Learning", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true,
            ForceNew = ["encryption", "hbiWorkspace", "keyVault", "kind", "storageAccount"],
        },
    ];
}

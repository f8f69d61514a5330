namespace Platform.Review.Azure.Kinds;

/// <summary>Containers and workflows that Azure runs by itself.</summary>
internal static class ContainerKinds
{
    public static Kind[] All { get; } =
    [
        new("azure-native:app:Job") { Path = "Microsoft.App/jobs/{jobName}", Label = "Container job", IsTaggable = true },
        new("azure-native:app:ManagedEnvironment")
        {
            Path = "Microsoft.App/managedEnvironments/{environmentName}",
            Label = "Container environment", Role = KindRole.PartOfNaming, IsTaggable = true, HasLogs = true,
        },
        // Some hundred steps a month, of which 4,000 are free
        new("azure-native:logic:Workflow")
        {
            Path = "Microsoft.Logic/workflows/{workflowName}",
            Label = "Logic App", Role = KindRole.Node, IsTaggable = true, HasLogs = true,
            Free = "https://azure.microsoft.com/pricing/details/logic-apps/",
        },
    ];
}

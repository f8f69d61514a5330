using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Machine Learning.</summary>
internal static class MachineLearningRules
{
    private static readonly Part[] _workspace = [new("machinelearningservices:Workspace")];
    private static readonly Part[] _compute = [new("machinelearningservices:Compute", "properties")];
    private static readonly Part[] _endpoints =
        [new("machinelearningservices:OnlineEndpoint", "properties"), new("machinelearningservices:BatchEndpoint", "properties")];

    private static readonly Part[] _serverless = [new("machinelearningservices:ServerlessEndpoint", "properties")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.ML.PublicAccess", Security, Error, "The workspace is closed to the internet",
            "Notebooks, data and endpoints can be tried from anywhere")
            { Of = _workspace, Input = "publicNetworkAccess", Expected = Expect.OneOf("Disabled") },
        new InputRule("Plan.ML.PublicAccessBehindNetwork", Security, Error, "A workspace behind a network is not public as well",
            "The network around it protects nothing")
            { Of = _workspace, Input = "allowPublicAccessWhenBehindVnet", Expected = Expect.AbsentOrFalse },
        new InputRule("Azure.ML.UserManagedIdentity", Security, Warning, "The workspace acts by an identity that the plan grants rights to",
            "A system-assigned one gets its rights behind the plan's back")
        {
            Of = _workspace, Input = "identity.type",
            Expected = new("'UserAssigned'", type => type.Text.Contains("UserAssigned", StringComparison.OrdinalIgnoreCase)),
        },
        new InputRule("Azure.ML.DisableLocalAuth", Security, Error, "Nobody signs in to a compute with a local account",
            "SSH keys and local users escape Entra")
            { Of = _compute, Input = "disableLocalAuth", Expected = Expect.True },
        new InputRule("Azure.ML.ComputeIdleShutdown", Cost, Error, "A compute instance that idles shuts down",
            "It is paid for every night and weekend")
        {
            Of = _compute, Input = "properties.idleTimeBeforeShutdown", Where = compute => compute.At("computeType").Is("ComputeInstance"),
            Expected = Expect.Matching("^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?)?$", "an ISO 8601 duration, such as 'PT30M'"),
        },
        new PlanRule("Azure.ML.ComputeVnet", Security, Error, "Computes are in a network",
            "Training reaches, and is reached by, the internet")
        {
            Violations = plan => from compute in _compute[0].In(plan)
                                 let subnet = compute.At("properties.subnet.id")
                                 where compute.At("computeType").IsAnyOf("AmlCompute", "ComputeInstance") && !subnet.IsSet
                                     && !_workspace[0].In(plan).Any(IsManaged)
                                 select new Violation(subnet, "a subnet, or a workspace with a managed network"),
        },
        new InputRule("Plan.ML.EndpointAuth", Security, Error, "Endpoints take Entra tokens", "A key names nobody and does not expire")
            { Of = _endpoints, Input = "authMode", Expected = Expect.OneOf("AADToken") },
        new InputRule("Plan.ML.ServerlessAuth", Security, Error, "A serverless endpoint takes Entra tokens",
            "A key names nobody and does not expire")
            { Of = _serverless, Input = "authMode", Expected = Expect.OneOf("AAD") },
        new InputRule("Plan.ML.ServerlessSafety", Security, Error, "A serverless endpoint checks for harmful content",
            "What the model is brought to say is said in your name")
            { Of = _serverless, Input = "contentSafety.contentSafetyStatus", Expected = Expect.OneOf("Enabled") },
        new InputRule("Plan.ML.RemoteLogin", Security, Error, "No node of a compute cluster can be logged on to from outside",
            "A shell on a node has the rights of the cluster's identity")
        {
            Of = _compute, Input = "properties.remoteLoginPortPublicAccess", Where = IsCluster, Expected = Expect.OneOf("Disabled"),
        },
        new InputRule("Plan.ML.IdleCluster", Cost, Warning, "A compute cluster without a job has no node",
            "It is paid for every night and weekend")
        {
            Of = _compute, Input = "properties.scaleSettings.minNodeCount", Where = IsCluster, Expected = Expect.OneOf("0"),
        },
        new PlanRule("Plan.ML.NodeAddress", Security, Error, "In a private stack, no node of a compute cluster has a public address",
            "What is closed to the internet can be reached by its nodes")
        {
            Violations = plan => from compute in plan.IsPrivate ? _compute[0].In(plan).Where(IsCluster) : []
                                 let address = compute.At("properties.enableNodePublicIp")
                                 where !address.Is("false")
                                 select new Violation(address, "'false'"),
        },
        new PlanRule("Plan.ML.ManagedNetwork", Security, Error, "In a private stack, the workspace has a managed network",
            "Jobs and endpoints run in Azure's own network, with the internet around them")
        {
            Violations = plan => from workspace in plan.IsPrivate ? _workspace[0].In(plan) : []
                                 where !IsManaged(workspace)
                                 select new Violation(
                                     workspace.At("managedNetwork.isolationMode"),
                                     "'AllowInternetOutbound' or 'AllowOnlyApprovedOutbound'"),
        },
    ];

    private static bool IsCluster(InputValue compute) => compute.At("computeType").Is("AmlCompute");

    private static bool IsManaged(InputValue workspace)
        => workspace.At("managedNetwork.isolationMode").IsAnyOf("AllowInternetOutbound", "AllowOnlyApprovedOutbound");
}

namespace Platform.Review.Rules;

/// <summary>The parts of a plan that more than one rule is about.</summary>
internal static class Parts
{
    public static Part[] NodePools { get; } =
        [new("containerservice:ManagedCluster", "agentPoolProfiles[*]"), new("containerservice:AgentPool")];

    public static Part[] Subnets { get; } = [new("network:VirtualNetwork", "subnets[*]"), new("network:Subnet")];

    public static Part[] SecurityRules { get; } = [new("network:NetworkSecurityGroup", "securityRules[*]"), new("network:SecurityRule")];

    /// <summary>The specifications of pods, whatever makes the pods.</summary>
    public static Part[] Pods { get; } =
    [
        .. new[] { "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" }.Select(kind => new Part(kind, "spec.template.spec")),
        new("CronJob", "spec.jobTemplate.spec.template.spec"),
        new("Pod", "spec"),
    ];

    /// <summary>The specifications of pods that run for good and answer requests.</summary>
    public static Part[] Servers { get; } = [.. Pods.Where(pod => pod.Type is "Deployment" or "StatefulSet")];

    public static Part[] Containers { get; } = [.. Each("containers"), .. Each("initContainers"), .. Each("ephemeralContainers")];

    private static IEnumerable<Part> Each(string list) => Pods.Select(pod => pod with { Path = $"{pod.Path}.{list}[*]" });
}

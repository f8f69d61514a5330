namespace Platform.Review.Azure.Kinds;

/// <summary>What is in a cluster, as far as there is anything to say of a kind.</summary>
internal static class KubernetesKinds
{
    public static Kind[] All { get; } =
    [
        new("kubernetes:apps/v1:Deployment") { ForceNew = ["spec.selector"] },
        new("kubernetes:batch/v1:Job") { ForceNew = ["spec.selector", "spec.template"] },
        new("kubernetes:core/v1:ConfigMap") { ForceNew = ["binaryData", "data"] },
        new("kubernetes:core/v1:Namespace") { Holds = Holding.Identity },
        new("kubernetes:core/v1:PersistentVolumeClaim") { Holds = Holding.Lasting, ForceNew = ["spec"] },
        new("kubernetes:core/v1:Secret") { ForceNew = ["data", "stringData", "type"] },
        new("kubernetes:core/v1:Service") { ForceNew = ["spec.clusterIP", "spec.type"] },
        new("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding") { ForceNew = ["roleRef"] },
        new("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding") { ForceNew = ["roleRef"] },
    ];
}

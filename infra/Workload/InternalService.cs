using Platform.Infra.Settings;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Platform.Infra.Workload;

/// <summary>A track's address in the virtual network: https://learn.microsoft.com/azure/aks/internal-lb</summary>
internal static class InternalService
{
    public static Service Declare(NamespaceScope space, WorkloadSettings settings, WorkloadTrack track, IEnumerable<Resource> after)
        => new(track.Resource("service"), new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = track.Object,
                Namespace = space.Name,
                Labels = track.Labels(space.Stack),
                Annotations =
                {
                    ["service.beta.kubernetes.io/azure-load-balancer-internal"] = "true",
                    ["service.beta.kubernetes.io/azure-load-balancer-ipv4"] = track.Address,
                },
            },
            Spec = new ServiceSpecArgs
            {
                Type = "LoadBalancer",
                // Keeps the caller's address, which the network policy goes by
                ExternalTrafficPolicy = "Local",
                Selector = track.Selector,
                Ports = Ports(settings),
            },
        }, space.InCluster(after));

    private static ServicePortArgs[] Ports(WorkloadSettings settings)
    => [
        new() { Name = "https", Port = 443, TargetPort = "https", Protocol = "TCP" },
        .. settings.HasGrpc
            ? [
                new()
                {
                    Name = InferenceDeployment.GrpcPort, Port = settings.GrpcPort, TargetPort = InferenceDeployment.GrpcPort,
                    Protocol = "TCP",
                },
            ]
            : Array.Empty<ServicePortArgs>(),
    ];
}

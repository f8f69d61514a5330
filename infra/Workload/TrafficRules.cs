using Platform.Infra.Network;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace Platform.Infra.Workload;

/// <summary>Nothing in, nothing out, but for the flows named here.</summary>
internal static class TrafficRules
{
    /// <summary>Of namespaces whose pods may call over gRPC.</summary>
    private const string ClientLabel = "inference-client";

    public static void Declare(Namespace @namespace, AddressPlan plan, bool hasGrpc, CustomResourceOptions options)
    {
        Policy("deny-all", @namespace, options, new() { PodSelector = new LabelSelectorArgs(), PolicyTypes = { "Ingress", "Egress" } });
        Policy("allow-gateway", @namespace, options, new()
        {
            PodSelector = new LabelSelectorArgs { MatchLabels = WorkloadLabels.Selector },
            PolicyTypes = { "Ingress" },
            Ingress =
            {
                new NetworkPolicyIngressRuleArgs
                {
                    From = { new NetworkPolicyPeerArgs { IpBlock = new IPBlockArgs { Cidr = plan.Gateway.ToString() } } },
                    Ports = { Port("TCP", "https") },
                },
            },
        });
        if (hasGrpc)
            Policy("allow-grpc", @namespace, options, Callers(plan));
        Policy("allow-metrics", @namespace, options, new()
        {
            PodSelector = new LabelSelectorArgs { MatchLabels = WorkloadLabels.Selector },
            PolicyTypes = { "Ingress" },
            Ingress =
            {
                new NetworkPolicyIngressRuleArgs
                {
                    From = { InSystem("rsName", "ama-metrics") },
                    Ports = { Port("TCP", "https") },
                },
            },
        });
        Policy("allow-dns", @namespace, options, new()
        {
            PodSelector = new LabelSelectorArgs { MatchLabels = WorkloadLabels.Selector },
            PolicyTypes = { "Egress" },
            Egress =
            {
                new NetworkPolicyEgressRuleArgs
                {
                    To = { InSystem("k8s-app", "kube-dns") },
                    Ports = { Port("UDP", 53), Port("TCP", 53) },
                },
            },
        });
    }

    /// <summary>Who is in the platform's range, and pods of the namespaces that are marked; they need the gateway's secret besides.</summary>
    private static NetworkPolicySpecArgs Callers(AddressPlan plan) => new()
    {
        PodSelector = new LabelSelectorArgs { MatchLabels = WorkloadLabels.Selector },
        PolicyTypes = { "Ingress" },
        Ingress =
        {
            new NetworkPolicyIngressRuleArgs
            {
                From =
                {
                    new NetworkPolicyPeerArgs { IpBlock = new IPBlockArgs { Cidr = plan.Space.ToString() } },
                    new NetworkPolicyPeerArgs { NamespaceSelector = new LabelSelectorArgs { MatchLabels = { [ClientLabel] = "true" } } },
                },
                Ports = { Port("TCP", InferenceDeployment.GrpcPort) },
            },
        },
    };

    private static NetworkPolicyPeerArgs InSystem(string label, string value) => new()
    {
        NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = "kube-system" } },
        PodSelector = new LabelSelectorArgs { MatchLabels = { [label] = value } },
    };

    private static NetworkPolicyPortArgs Port(string protocol, InputUnion<int, string> port) => new() { Protocol = protocol, Port = port };

    private static void Policy(string name, Namespace @namespace, CustomResourceOptions options, NetworkPolicySpecArgs spec) =>
        _ = new NetworkPolicy(name, new()
        {
            Metadata = new ObjectMetaArgs { Name = name, Namespace = InferenceWorkload.Name(@namespace) },
            Spec = spec,
        }, options);
}

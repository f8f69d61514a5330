using System.Net;
using Pulumi;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace Platform.Infra.Workload;

/// <summary>Which traffic the pods of a namespace may have, flow by flow.</summary>
/// <param name="pods">The labels of those that the flows are for.</param>
/// <param name="prefix">Of the names of resources in the program.</param>
internal sealed class NamespaceTraffic(NamespaceScope space, Dictionary<string, string> pods, string prefix = "")
{
    /// <summary>
    /// What is public. Kubernetes' own policies know addresses and no names; by name, the firewall decides where there is one.
    /// https://www.iana.org/assignments/iana-ipv4-special-registry
    /// </summary>
    public static NetworkPolicyPeerArgs Internet => new()
    {
        IpBlock = new IPBlockArgs
        {
            Cidr = "0.0.0.0/0",
            Except = { "10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16" },
        },
    };

    public static NetworkPolicyPeerArgs Range(IPNetwork range) => new() { IpBlock = new IPBlockArgs { Cidr = range.ToString() } };

    public static NetworkPolicyPeerArgs InSystem(string label, string value) => new()
    {
        NamespaceSelector = Named("kube-system"),
        PodSelector = new LabelSelectorArgs { MatchLabels = { [label] = value } },
    };

    /// <summary>All pods of the namespace.</summary>
    public static NetworkPolicyPeerArgs OfNamespace(string name) => new()
    {
        NamespaceSelector = Named(name),
    };

    /// <summary>All pods of the namespaces that are marked so.</summary>
    public static NetworkPolicyPeerArgs OfNamespaces(string label) => new()
    {
        NamespaceSelector = new LabelSelectorArgs { MatchLabels = { [label] = "true" } },
    };

    public void DenyAll()
        => Policy("deny-all", new() { PodSelector = new LabelSelectorArgs(), PolicyTypes = { "Ingress", "Egress" } });

    public void AllowFrom(string name, NetworkPolicyPeerArgs peer, string port) => Policy(name, new()
    {
        PodSelector = new LabelSelectorArgs { MatchLabels = pods },
        PolicyTypes = { "Ingress" },
        Ingress = { new NetworkPolicyIngressRuleArgs { From = { peer }, Ports = { Port("TCP", port) } } },
    });

    public void AllowNames() => AllowOut(
        "allow-dns", [InSystem("k8s-app", "kube-dns")], [Port("UDP", 53), Port("TCP", 53)]);

    public void AllowTo(string name, NetworkPolicyPeerArgs[] peers, int port) => AllowOut(name, peers, [Port("TCP", port)]);

    private void AllowOut(string name, NetworkPolicyPeerArgs[] peers, NetworkPolicyPortArgs[] ports) => Policy(name, new()
    {
        PodSelector = new LabelSelectorArgs { MatchLabels = pods },
        PolicyTypes = { "Egress" },
        Egress = { new NetworkPolicyEgressRuleArgs { To = peers, Ports = ports } },
    });

    private static LabelSelectorArgs Named(string name) => new() { MatchLabels = { ["kubernetes.io/metadata.name"] = name } };

    private static NetworkPolicyPortArgs Port(string protocol, InputUnion<int, string> port) => new() { Protocol = protocol, Port = port };

    private void Policy(string name, NetworkPolicySpecArgs spec) => _ = new NetworkPolicy($"{prefix}{name}", new()
    {
        Metadata = new ObjectMetaArgs { Name = name, Namespace = space.Name },
        Spec = spec,
    }, space.InCluster());
}

using Platform.Infra.Network;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;

namespace Platform.Infra.Workload;

/// <summary>Nothing in, nothing out, but for the flows named here.</summary>
internal static class TrafficRules
{
    private const int Https = 443;

    /// <summary>Of namespaces whose pods may call over gRPC.</summary>
    private const string ClientLabel = "inference-client";

    /// <param name="hasGrpc">Whether who is in the platform's range, and pods of marked namespaces, may call; they need the gateway's secret besides.</param>
    /// <param name="ships">Whether servers bring their usage logs to a storage account.</param>
    public static void Declare(Namespace @namespace, AddressPlan plan, bool hasGrpc, bool ships, CustomResourceOptions options)
    {
        var rules = new NamespaceTraffic(@namespace, WorkloadLabels.Selector, options);
        rules.DenyAll();
        rules.AllowFrom("allow-gateway", [NamespaceTraffic.Range(plan.Gateway)], "https");
        if (hasGrpc)
            rules.AllowFrom("allow-grpc", [NamespaceTraffic.Range(plan.Space), NamespaceTraffic.InNamespaces(ClientLabel, "true")], InferenceDeployment.GrpcPort);
        rules.AllowFrom("allow-metrics", [NamespaceTraffic.InSystem("rsName", "ama-metrics")], "https");
        rules.AllowNames();
        // The account, by its endpoint where there is one, and Entra, which gives the token for it
        if (ships)
            rules.AllowTo("allow-usage", [NamespaceTraffic.Internet, NamespaceTraffic.Range(plan.Endpoints)], Https);
    }
}

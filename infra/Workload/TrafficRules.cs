using Platform.Infra.Network;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;

namespace Platform.Infra.Workload;

/// <summary>Nothing in, nothing out, but for the flows named here.</summary>
internal static class TrafficRules
{
    private const int Https = 443;
    private const int Postgres = 5432;

    /// <summary>Of namespaces whose pods may call over gRPC.</summary>
    private const string ClientLabel = "inference-client";

    /// <param name="calls">Whether servers bring their usage logs to a storage account, and whether they call a model that is served elsewhere,
    /// and whether they keep conversations.</param>
    /// <param name="hasGrpc">Whether callers in the platform's range are answered over gRPC, with the gateway's secret.</param>
    public static void Declare(Namespace @namespace, PlatformNetwork network, (bool Ship, bool AskElsewhere, bool Converse) calls, bool hasGrpc, CustomResourceOptions options)
    {
        var rules = new NamespaceTraffic(@namespace, WorkloadLabels.Selector, options);
        rules.DenyAll();
        rules.AllowFrom("allow-gateway", NamespaceTraffic.Range(network.Plan.Gateway), "https");
        // What models take; calls need the gateway's secret
        if (network.HasConsole)
            rules.AllowFrom("allow-console", NamespaceTraffic.OfNamespace(WorkloadLabels.Billing), "https");
        if (hasGrpc)
        {
            rules.AllowFrom("allow-grpc", NamespaceTraffic.Range(network.Plan.Space), InferenceDeployment.GrpcPort);
            rules.AllowFrom("allow-grpc-pods", NamespaceTraffic.OfNamespaces(ClientLabel), InferenceDeployment.GrpcPort);
        }

        rules.AllowFrom("allow-metrics", NamespaceTraffic.InSystem("rsName", "ama-metrics"), "https");
        rules.AllowNames();
        // The account, by its endpoint where there is one, and Entra, which gives the token for it
        if (calls.Ship)
            rules.AllowTo("allow-usage", [NamespaceTraffic.Internet, NamespaceTraffic.Range(network.Plan.Endpoints)], Https);
        if (calls.AskElsewhere)
            rules.AllowTo("allow-texts", [NamespaceTraffic.Internet], Https);
        if (!calls.Converse)
            return;
        rules.AllowTo("allow-conversations", [NamespaceTraffic.Internet, NamespaceTraffic.Range(network.Plan.Endpoints)], Postgres);
        // Entra, which gives the token that is the password
        rules.AllowTo("allow-sign-in", [NamespaceTraffic.Internet], Https);
    }
}

using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;

namespace Platform.Infra.Workload;

/// <summary>Nothing in, nothing out, but for the flows named here.</summary>
internal static class TrafficRules
{
    private const int Https = 443;
    private const int Postgres = 5432;

    /// <summary>Of namespaces whose pods may call over gRPC.</summary>
    private const string ClientLabel = "inference-client";

    /// <param name="calls">Whether servers bring their usage logs to a storage account, and whether they call a model that is served elsewhere.</param>
    public static void Declare(NamespaceScope space, PlatformNetwork network, WorkloadSettings settings, (bool Ship, bool AskElsewhere) calls)
    {
        var rules = new NamespaceTraffic(space, WorkloadLabels.Selector);
        rules.DenyAll();
        rules.AllowFrom("allow-gateway", NamespaceTraffic.Range(network.Plan.Gateway), "https");
        // What models take; calls need the gateway's secret
        if (network.HasConsole)
            rules.AllowFrom("allow-console", NamespaceTraffic.OfNamespace(WorkloadLabels.Billing), "https");
        if (settings.HasGrpc)
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
        if (!settings.Conversations.Kept)
            return;
        rules.AllowTo("allow-conversations", [NamespaceTraffic.Internet, NamespaceTraffic.Range(network.Plan.Endpoints)], Postgres);
        // Entra, which gives the token that is the password
        rules.AllowTo("allow-sign-in", [NamespaceTraffic.Internet], Https);
    }
}

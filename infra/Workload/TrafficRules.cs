using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Workload;

/// <summary>Nothing in, nothing out, but for the flows named here.</summary>
internal sealed class TrafficRules : PlatformComponent
{
    private const int Https = 443;
    private const int Postgres = 5432;

    /// <summary>Of namespaces whose pods may call over gRPC.</summary>
    private const string ClientLabel = "inference-client";

    public TrafficRules(string name, TrafficRulesArgs args, ComponentResourceOptions? options = null)
        : base("TrafficRules", name, args.Space, options)
    {
        var rules = new NamespaceTraffic(Within(args.Space), WorkloadLabels.Selector);
        rules.DenyAll();
        LetIn(rules, args);
        LetOut(rules, args);
        RegisterOutputs();
    }

    private static void LetIn(NamespaceTraffic rules, TrafficRulesArgs args)
    {
        var (network, settings) = (args.Network, args.Settings);
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
    }

    private static void LetOut(NamespaceTraffic rules, TrafficRulesArgs args)
    {
        var (network, settings) = (args.Network, args.Settings);
        rules.AllowNames();
        // The account, by its endpoint where there is one, and Entra, which gives the token for it
        if (args.ShipsUsage)
            rules.AllowTo("allow-usage", [NamespaceTraffic.Internet, NamespaceTraffic.Range(network.Plan.Endpoints)], Https);
        if (args.AsksElsewhere)
            rules.AllowTo("allow-texts", [NamespaceTraffic.Internet], Https);
        if (!settings.Conversations.Kept)
            return;
        rules.AllowTo("allow-conversations", [NamespaceTraffic.Internet, NamespaceTraffic.Range(network.Plan.Endpoints)], Postgres);
        // Entra, which gives the token that is the password
        rules.AllowTo("allow-sign-in", [NamespaceTraffic.Internet], Https);
    }
}

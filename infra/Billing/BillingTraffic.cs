using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace Platform.Infra.Billing;

/// <summary>Nothing in, nothing out, but for the flows named here.</summary>
internal static class BillingTraffic
{
    private const int Https = 443;
    private const int Postgres = 5432;

    public static void Declare(NamespaceScope space, PlatformNetwork network, BillingSettings settings)
    {
        var rules = new NamespaceTraffic(space, BillingLabels.Selector, "billing-");
        rules.DenyAll();
        rules.AllowFrom("allow-gateway", NamespaceTraffic.Range(network.Plan.Gateway), "https");
        rules.AllowFrom("allow-metrics", NamespaceTraffic.InSystem("rsName", "ama-metrics"), "https");
        rules.AllowNames();
        // The vault's driver asks from the node; what billing itself calls is Entra, the gateway's management and the payment provider
        rules.AllowTo("allow-services", [NamespaceTraffic.Internet, NamespaceTraffic.Range(network.Plan.Endpoints)], Https);
        if (settings.Console && network.GatewayExposure == GatewayExposure.Private)
            // The console calls as its customers do
            rules.AllowTo("allow-calls", [NamespaceTraffic.Range(network.Plan.Gateway)], Https);
        if (settings.Console)
            rules.AllowTo("allow-documents", [NamespaceTraffic.OfNamespace(WorkloadLabels.Application)], WorkloadSettings.HttpsPort);
        if (settings.Notices.HasMail)
            rules.AllowTo("allow-mail", [NamespaceTraffic.Internet], settings.Notices.SmtpPort);
        rules.AllowTo(
            "allow-database", [network.IsPrivate ? NamespaceTraffic.Range(network.Plan.Endpoints) : NamespaceTraffic.Internet], Postgres);
    }
}

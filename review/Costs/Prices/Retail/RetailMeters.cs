using System.Globalization;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>
/// The names that Azure's list has for the table's prices, as infracost's resources
/// (https://github.com/infracost/infracost/tree/master/internal/resources/azure) and the references of
/// https://github.com/ahmadabdalla/azure-cost-calculator ask for them; those of Azure Monitor, as
/// https://learn.microsoft.com/azure/azure-monitor/fundamentals/cost-meters has them.
/// </summary>
internal static class RetailMeters
{
    private const string Machines = "Virtual Machines";
    private const string Network = "Virtual Network";
    private const string Gateway = "API Management";
    private const string Registry = "Container Registry";
    private const string Monitor = "Azure Monitor";
    private const string Aks = "Azure Kubernetes Service";
    private const string Logs = "Log Analytics";
    private const string Containers = "Azure Container Apps";
    private const string Defender = "Microsoft Defender for Cloud";

    // Which a price that is taken for every region is of
    public const string UsEast = "eastus";
    private const string Global = "Global";

    /// <param name="region">The table's, in which it is a price.</param>
    /// <returns>Null for what the list is not asked for.</returns>
    public static RetailMeter? Of(string service, string region, PriceFile.Entry entry)
    {
        var (sku, here) = (entry.Sku, region == Price.Everywhere ? UsEast : region);
        return (service, entry.Meter) switch
        {
            (Machines, "Compute") => Machine(here, sku, item => !Ends(item, "Spot") && !Ends(item, "Low Priority")),
            (Machines, "Spot") => Machine(here, sku, item => Ends(item, "Spot")),
            (Machines, "Low priority") => Machine(here, sku, item => Ends(item, "Low Priority")),
            ("Managed Disks", "Disk, LRS") => Named("Storage", [here], "Premium SSD Managed Disks", $"{sku} LRS", $"{sku} LRS Disk"),
            ("Storage", "Data") => Blob(here, sku, $"{Blobs(sku)} Data Stored"),
            ("Storage", "Reads") => Blob(here, sku, $"{sku.Split(' ')[0]} Read Operations"),
            ("Storage", "Writes") => Blob(here, sku, $"{Blobs(sku)} Write Operations"),
            ("Key Vault", "Operations") => Named("Key Vault", [here], "Key Vault", Capital(sku), "Operations"),
            (Registry, "Registry") => Named(Registry, [here], Registry, sku, $"{sku} Registry Unit"),
            (Registry, "Replica") => Named(Registry, [here], Registry, sku, $"{sku} Registry Replication Unit"),
            (Registry, "Images") => Named(Registry, [here], Registry, sku, "Data Stored"),
            (Registry, "Processor of a build") => Named(Registry, [here], Registry, null, "Task vCPU Duration"),
            (Aks, "Cluster") => Named(
                Aks, [here], Aks, "Standard", sku == "Premium" ? "Standard Long Term Support" : "Standard Uptime SLA"),
            (Gateway, "Gateway unit") => Named(Gateway, [here], Gateway, Tier(sku), $"{Tier(sku)} Unit"),
            (Gateway, "Further gateway unit") => Named(Gateway, [here], Gateway, Tier(sku), $"{Tier(sku)} Secondary Unit"),
            (Gateway, "Calls") => Named(Gateway, [here], Gateway, Tier(sku), $"{Tier(sku)} Calls"),
            // Named otherwise in some regions
            (Logs, "Ingestion") => Named(
                Logs, [here], Logs, "Analytics Logs", "Analytics Logs Data Ingestion", "Analytics Logs Data Analyzed"),
            (Logs, "Retention") => Named(Logs, [here], Logs, "Analytics Logs", "Analytics Logs Data Retention"),
            (Monitor, _) => OfMonitor(sku, entry.Meter, here),
            (Containers, "Processor") => Named(Containers, [here], Containers, "Standard", "Standard vCPU Active Usage"),
            (Containers, "GiB of memory") => Named(Containers, [here], Containers, "Standard", "Standard Memory Active Usage"),
            (RetailDatabase.Service, var meter) => RetailDatabase.Of(sku, meter, here),
            ("Defender for Cloud", "Plan") => Plan(sku, here),
            _ => OfNetwork(service, entry.Meter, sku, here),
        };
    }

    private static RetailMeter? OfNetwork(string service, string meter, string sku, string here) => (service, meter) switch
    {
        ("Public IP Addresses", "Address") => Named(Network, [here, Global], "IP Addresses", sku, $"{sku} IPv4 Static Public IP"),
        ("NAT Gateway", "Gateway") => Named("NAT Gateway", [here, Global], "NAT Gateway", sku, $"{sku} Gateway"),
        ("NAT Gateway", "Data") => Named("NAT Gateway", [here, Global], "NAT Gateway", sku, $"{sku} Data Processed"),
        ("Load Balancer", "Rules") => Named(
            "Load Balancer", [Global], "Load Balancer", sku, $"{sku} Included LB Rules and Outbound Rules"),
        ("Load Balancer", "Data") => Named("Load Balancer", [Global], "Load Balancer", sku, $"{sku} Data Processed"),
        ("Private Link", "Endpoint") => Named(Network, [Global], "Virtual Network Private Link", null, "Standard Private Endpoint"),
        // Out of the endpoint, it costs the same
        ("Private Link", "Data") => Named(Network, [Global], "Virtual Network Private Link", null, "Standard Data Processed - Ingress"),
        ("Network Watcher", "Flow logs") =>
            Named("Network Watcher", [here, Global], "Network Watcher", "Standard", "Standard Network Logs Collected"),
        ("Network Watcher", "Traffic analytics") => Named(
            "Network Watcher", [here, Global], "Network Watcher", "Standard", "Standard Traffic Analytics Processing"),
        ("Azure DNS", "Zone") => Zone(sku, $"{sku} Zone"),
        ("Azure DNS", "Queries") => Zone(sku, $"{sku} Queries"),
        ("Azure Firewall", "Deployment") => Named("Azure Firewall", [here], "Azure Firewall", sku, $"{sku} Deployment"),
        ("Azure Firewall", "Data") => Named("Azure Firewall", [here], "Azure Firewall", sku, $"{sku} Data Processed"),
        // The way over Microsoft's network, which is Azure's default
        ("Bandwidth", "Out to the internet") => Named(
            "Bandwidth", [here], "Rtn Preference: MGN", "Standard", "Standard Data Transfer Out"),
        _ => null,
    };

    private static RetailMeter? OfMonitor(string sku, string meter, string here) => (sku, meter) switch
    {
        ("Alerts", "Log query every minute") => QueryAlert(here, 1),
        ("Alerts", "Log query every 5 minutes") => QueryAlert(here, 5),
        ("Alerts", "Log query every 10 minutes") => QueryAlert(here, 10),
        ("Alerts", "Log query every 15 minutes") => QueryAlert(here, 15),
        // Ten series are free in all, not for each alert
        ("Alerts", "Metric series") => Named(Monitor, [here, Global], Monitor, sku, "Alerts Metric Monitored")
            with { HasFreeUnits = false },
        ("", "Web test") => Named(Monitor, [here], Monitor, "Standard Web Test", "Standard Web Test Execution"),
        ("Prometheus", "Samples") => Named(Monitor, [here], Monitor, "Metrics ingestion", "Metrics ingestion Metric samples"),
        ("Prometheus", "Queries") => Named(
            Monitor, [here], Monitor, "Prometheus Metrics Queries", "Prometheus Metrics Queries Metric samples"),
        _ => null,
    };

    // Of a workspace of logs; one of a single resource's logs is cheaper
    private static RetailMeter QueryAlert(string here, int minutes) => Named(
        Monitor, [here, Global], Monitor, "Alerts",
        string.Create(CultureInfo.InvariantCulture, $"Alerts System Log Monitored at {minutes} Minute Frequency"));

    // By the hour, of one node, vault, account or subscription
    private static RetailMeter? Plan(string plan, string here) => plan switch
    {
        "Containers" => Plan(here, "for Containers", "Standard vCore vCore Pack"),
        "KeyVaults" => Plan(here, "for Key Vault", "Per node Std Node"),
        "StorageAccounts" => Plan(here, "for Storage", "Standard Node"),
        "Arm" => Plan(here, "for Resource Manager", "Per node Std Node"),
        "CloudPosture" => Plan(here, "CSPM", "Standard Node"),
        _ => null,
    };

    private static RetailMeter Plan(string here, string product, string meter)
        => Named(Defender, [here, Global], $"Microsoft Defender {product}", null, meter);

    private static RetailMeter Machine(string here, string sku, Predicate<RetailItem> isKind) => new(
        Machines, [here],
        item => item.ArmSkuName == sku && !item.ProductName.EndsWith("Windows", StringComparison.Ordinal)
            && !item.ProductName.Contains("Cloud Services", StringComparison.OrdinalIgnoreCase) && isKind(item));

    private static RetailMeter Blob(string here, string sku, string meter)
        => Named("Storage", [here], "General Block Blob v2", Blobs(sku), meter);

    // Billed by zone; newer items have no region at all
    private static RetailMeter Zone(string sku, string meter) => Named("Azure DNS", ["Zone 1", ""], "Azure DNS", sku, meter);

    private static RetailMeter Named(
        string service, IReadOnlyList<string> places, string product, string? sku, params string[] meters) => new(
        service, places, item => item.ProductName == product && (sku is null || item.SkuName == sku) && meters.Contains(item.MeterName));

    private static string Blobs(string sku) => sku.Replace("RAG", "RA-G", StringComparison.Ordinal);

    private static string Tier(string sku) => sku.EndsWith("V2", StringComparison.Ordinal) ? $"{sku[..^2]} v2" : sku;

    private static string Capital(string sku) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(sku);

    private static bool Ends(RetailItem item, string kind) => item.SkuName.EndsWith(kind, StringComparison.Ordinal);
}

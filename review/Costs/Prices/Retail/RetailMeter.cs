using System.Globalization;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>What a price of the table is called in Azure's list.</summary>
/// <param name="Service">In the list.</param>
/// <param name="Unit">The list's.</param>
/// <param name="Is">Whether an item is the price.</param>
internal sealed record RetailMeter(string Service, string Unit, Predicate<RetailItem> Is)
{
    private const string Machines = "Virtual Machines";

    /// <returns>Null for what the list is not asked for.</returns>
    public static RetailMeter? Of(string service, PriceFile.Entry entry) => (service, entry.Meter) switch
    {
        (Machines, "Compute") => Machine(entry.Sku, item => !Ends(item, "Spot") && !Ends(item, "Low Priority")),
        (Machines, "Spot") => Machine(entry.Sku, item => Ends(item, "Spot")),
        (Machines, "Low priority") => Machine(entry.Sku, item => Ends(item, "Low Priority")),
        ("Managed Disks", "Disk, LRS") => Named("Storage", "1/Month", "Premium SSD Managed Disks", $"{entry.Sku} LRS", $"{entry.Sku} LRS Disk"),
        ("Storage", "Data") => Blob(entry, "1 GB/Month", $"{Listed(entry.Sku)} Data Stored"),
        ("Storage", "Reads") => Blob(entry, "10K", $"{entry.Sku.Split(' ')[0]} Read Operations"),
        ("Storage", "Writes") => Blob(entry, "10K", $"{Listed(entry.Sku)} Write Operations"),
        ("Key Vault", "Operations") => Named("Key Vault", "10K", "Key Vault", Capital(entry.Sku), "Operations"),
        ("NAT Gateway", "Gateway") => Named("NAT Gateway", "1 Hour", "NAT Gateway", entry.Sku, $"{entry.Sku} Gateway"),
        ("NAT Gateway", "Data") => Named("NAT Gateway", "1 GB", "NAT Gateway", entry.Sku, $"{entry.Sku} Data Processed"),
        _ => null,
    };

    /// <summary>The price's steps, in order; none if the list has no such price.</summary>
    public IReadOnlyList<PriceStep> In(IEnumerable<RetailItem> items) =>
    [
        .. items.Where(item => item.Type == "Consumption" && item.UnitOfMeasure == Unit && Is(item))
            .Select(item => new PriceStep(item.TierMinimumUnits, item.RetailPrice)).Distinct().OrderBy(step => step.From),
    ];

    private static RetailMeter Machine(string sku, Predicate<RetailItem> isKind) => new(
        Machines, "1 Hour",
        item => item.ArmSkuName == sku && !item.ProductName.EndsWith("Windows", StringComparison.Ordinal)
            && !item.ProductName.Contains("Cloud Services", StringComparison.OrdinalIgnoreCase) && isKind(item));

    private static RetailMeter Blob(PriceFile.Entry entry, string unit, string meter)
        => Named("Storage", unit, "General Block Blob v2", Listed(entry.Sku), meter);

    private static RetailMeter Named(string service, string unit, string product, string sku, string meter) => new(
        service, unit, item => item.ProductName == product && item.SkuName == sku && item.MeterName == meter);

    private static string Listed(string sku) => sku.Replace("RAG", "RA-G", StringComparison.Ordinal);

    private static string Capital(string sku) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(sku);

    private static bool Ends(RetailItem item, string kind) => item.SkuName.EndsWith(kind, StringComparison.Ordinal);
}

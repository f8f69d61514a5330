using System.Globalization;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>
/// The list's names for flexible servers: a burstable machine by its name, the others by processor, each size with an item of its own
/// (<c>2 vCore</c>), some series with a hyphen and some without.
/// </summary>
internal static class RetailDatabase
{
    public const string Service = "Azure Database for PostgreSQL";
    private const string Server = $"{Service} Flexible Server";

    /// <returns>Null for what the list is not asked for.</returns>
    public static RetailMeter? Of(string sku, string meter, string here) => (sku, meter) switch
    {
        (_, "Compute") => Burstable(here, sku.Replace("Standard_", "", StringComparison.Ordinal)),
        ("GeneralPurpose", "Processor") => Processor(here, "General Purpose", "Ddsv5"),
        ("MemoryOptimized", "Processor") => Processor(here, "Memory Optimized", "Edsv5"),
        ("", "Storage") => new(Service, [here], item => item.MeterName == "Storage Data Stored" && item.ProductName is
            "Az DB for PostgreSQL Flexible Server Storage" or $"{Service} Flex Server Storage"),
        ("", "Backup") => new(Service, [here], item => item.ProductName == $"{Server} Backup Storage"
            && item.MeterName == "Backup Storage LRS Data Stored"),
        _ => null,
    };

    private static RetailMeter Burstable(string here, string machine) => new(
        Service, [here], item => item.ProductName == $"{Server} Burstable BS Series Compute" && Same(item.SkuName, machine)
            && (Same(item.MeterName, machine) || Same(item.MeterName, $"{machine} vCore")));

    private static bool Same(string listed, string name) => listed.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static RetailMeter Processor(string here, string tier, string series) => new(
        Service, [here], item => item.MeterName == "vCore" && Processors(item) > 0
            && item.ProductName.Replace(" - ", " ", StringComparison.Ordinal) == $"{Server} {tier} {series} Series Compute")
    {
        Parts = Processors,
    };

    private static int Processors(RetailItem item) => item.SkuName.Split(' ') switch
    {
        ["vCore"] => 1,
        [var count, "vCore"] when int.TryParse(count, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };
}

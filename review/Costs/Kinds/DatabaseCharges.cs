using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>https://azure.microsoft.com/pricing/details/postgresql/flexible-server/.</summary>
internal static class DatabaseCharges
{
    private const string Service = "Azure Database for PostgreSQL";
    private const string Burstable = "Burstable";

    /// <summary>
    /// A standby costs as much as the server. Backups as large as the disk are free, and their copies in the paired region are not.
    /// </summary>
    public static IEnumerable<Charge> Server(PlannedResource resource, CostContext context)
    {
        var (inputs, region) = (InputValue.Of(resource), context.RegionOf(resource));
        var stands = inputs.At("highAvailability.mode") is { IsSet: true } mode && !mode.Is("Disabled");
        var (servers, basis) = stands ? (2, "a server and its standby") : (1, "");
        var gigabytes = inputs.At("storage.storageSizeGB").Number ?? 0;
        yield return Compute(inputs.At("sku"), servers, region, basis);
        yield return new(Service, "", "Storage", Units.GigabyteMonth, gigabytes * servers, region, basis);
        if (inputs.At("backup.geoRedundantBackup").Is("Enabled"))
            yield return new(
                Service, "", "Backup", Units.GigabyteMonth, gigabytes, region, "a copy in the paired region as large as the disk");
    }

    private static Charge Compute(InputValue sku, int servers, string region, string basis)
    {
        var (name, tier) = (sku.At("name").Text, sku.At("tier").Text);
        return tier == Burstable
            ? new(Service, name, "Compute", Units.Hour, Units.HoursAMonth * servers, region, basis)
            : new(Service, tier, "Processor", Units.Hour, Units.HoursAMonth * servers * Processors(name), region,
                string.Create(CultureInfo.InvariantCulture, $"{Processors(name)} of {name}{(basis.Length > 0 ? $", {basis}" : "")}"));
    }

    // Standard_D2ds_v5 has two
    private static int Processors(string machine)
        => int.TryParse(
            [.. machine.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)], CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;
}

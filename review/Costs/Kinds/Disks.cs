namespace Platform.Review.Costs.Kinds;

/// <summary>Premium SSDs, which are paid for by the size they fit in: https://azure.microsoft.com/pricing/details/managed-disks/.</summary>
internal static class Disks
{
    private static readonly (int Gibibytes, string Sku)[] _sizes =
        [(32, "P4"), (64, "P6"), (128, "P10"), (256, "P15"), (512, "P20"), (1024, "P30"), (2048, "P40"), (4096, "P50")];

    public static Charge Charge(int gibibytes, string region)
    {
        var sku = _sizes.FirstOrDefault(size => gibibytes <= size.Gibibytes).Sku ?? $"of {gibibytes} GiB";
        return new("Managed Disks", sku, "Disk, LRS", Units.Month, 1, region, $"{gibibytes} GiB");
    }
}

namespace Platform.Review.Costs.Kinds;

/// <summary>Virtual machines with Linux: https://azure.microsoft.com/pricing/details/virtual-machines/linux/.</summary>
internal static class Machines
{
    public const string Compute = "Compute";
    public const string Spot = "Spot";
    public const string LowPriority = "Low priority";

    public static Charge Charge(string size, string meter, decimal hours, string region, string basis)
        => new("Virtual Machines", size, meter, Units.Hour, hours, region, basis);
}

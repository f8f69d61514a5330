using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>What keeps data and secrets.</summary>
internal static class StorageCharges
{
    private const decimal TenThousandsInAMillion = 100;

    /// <summary>As blobs: https://azure.microsoft.com/pricing/details/storage/blobs/.</summary>
    public static IEnumerable<Charge> Account(PlannedResource resource, CostContext context)
    {
        var (inputs, region, usage) = (InputValue.Of(resource), context.RegionOf(resource), context.Usage);
        var tier = inputs.At("accessTier");
        var sku = $"{(tier.IsSet ? tier.Text : "Hot")} {inputs.At("sku.name").Text.Split('_')[^1]}";
        var (writes, basis) = ShippedUsage.To(inputs.At("accountName").Text, context) is { } shipped
            ? shipped
            : (usage.StorageWrites * TenThousandsInAMillion, "");
        return
        [
            new("Storage", sku, "Data", Units.GigabyteMonth, usage.Stored, region),
            new("Storage", sku, "Reads", Units.TenThousandOperations, usage.StorageReads * TenThousandsInAMillion, region),
            new("Storage", sku, "Writes", Units.TenThousandOperations, writes, region, basis),
        ];
    }

    /// <summary>https://azure.microsoft.com/pricing/details/key-vault/.</summary>
    public static IEnumerable<Charge> Vault(PlannedResource resource, CostContext context)
    {
        var sku = InputValue.Of(resource).At("properties.sku.name").Text;
        var operations = context.Usage.VaultOperations * TenThousandsInAMillion;
        return [new("Key Vault", sku, "Operations", Units.TenThousandOperations, operations, context.RegionOf(resource))];
    }
}

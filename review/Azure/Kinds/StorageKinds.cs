namespace Platform.Review.Azure.Kinds;

/// <summary>Storage accounts.</summary>
internal static class StorageKinds
{
    private const string Storage = "Microsoft.Storage/storageAccounts/{accountName}";
    private const string Blobs = Storage + "/blobServices/{blobServicesName=default}";
    private const string Files = Storage + "/fileServices/{fileServicesName=default}";
    private const string BlobPricing = "https://azure.microsoft.com/pricing/details/storage/blobs/";

    public static Kind[] All { get; } =
    [
        new("azure-native:storage:BlobContainer")
            { Path = Blobs + "/containers/{containerName}", Free = BlobPricing, Holds = Holding.Lasting },
        new("azure-native:storage:BlobContainerImmutabilityPolicy")
        {
            Path = Blobs + "/containers/{containerName}/immutabilityPolicies/{immutabilityPolicyName=default}",
            Free = BlobPricing,
            Refused =
            [
                new(
                    "immutabilityPeriodSinceCreationInDays", (before, after) => Value.Number(after) < Value.Number(before),
                    "a locked policy is never shortened "
                        + "(https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview)"),
            ],
        },
        new("azure-native:storage:BlobServiceProperties") { Path = Blobs, Free = BlobPricing, HasLogs = true },
        new("azure-native:storage:FileServiceProperties")
            { Path = Files, Free = "https://azure.microsoft.com/pricing/details/storage/files/", HasLogs = true },
        new("azure-native:storage:ManagementPolicy")
            { Path = Storage + "/managementPolicies/{managementPolicyName=default}", Free = BlobPricing },
        new("azure-native:storage:StorageAccount")
        {
            Path = Storage,
            Label = "Storage account", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true,
            ForceNew =
            [
                "dnsEndpointType", "encryption.requireInfrastructureEncryption", "extendedLocation", "isHnsEnabled", "isNfsV3Enabled",
                "kind",
            ],
            Refused =
            [
                new(
                    "sku.name", (before, after) => Value.Family(before) != Value.Family(after),
                    "an account is Standard or Premium for life: make another one, and copy "
                        + "(https://learn.microsoft.com/azure/storage/common/redundancy-migration)"),
                new(
                    "isHnsEnabled", (_, after) => !Value.Is(after, "true"),
                    "a hierarchical namespace cannot be given up "
                        + "(https://learn.microsoft.com/azure/storage/blobs/upgrade-to-data-lake-storage-gen2)"),
            ],
        },
    ];
}

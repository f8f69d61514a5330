using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Storage.</summary>
internal static class StorageRules
{
    private static readonly Part[] _account = [new("storage:StorageAccount")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.Storage.MinTLS", Security, Error, "The account takes TLS 1.2 or newer", "Older versions can be broken into")
            { Of = _account, Input = "minimumTlsVersion", Expected = Expect.OneOf("TLS1_2") },
        new InputRule("Azure.Storage.SecureTransfer", Security, Warning, "The account takes HTTPS only",
            "Tokens and data travel in the open")
            { Of = _account, Input = "enableHttpsTrafficOnly", Expected = new("nothing or 'true'", value => !value.IsSet || value.IsTrue) },
        new InputRule("Azure.Storage.BlobPublicAccess", Security, Warning, "No container can be made public",
            "One click publishes a container")
            { Of = _account, Input = "allowBlobPublicAccess", Expected = Expect.False },
        new InputRule("Azure.Storage.BlobAccessType", Security, Error, "No container is public", "Its blobs are there for everyone")
            { Of = [new("storage:BlobContainer")], Input = "publicAccess", Expected = Expect.AbsentOrOneOf("None") },
        new InputRule("Azure.Storage.Firewall", Security, Warning, "The account is closed to networks that need it not",
            "A leaked token works from anywhere")
        {
            Of = _account, Input = "networkRuleSet.defaultAction", Expected = Expect.OneOf("Deny"),
            Where = account => !account.At("publicNetworkAccess").Is("Disabled"),
        },
        new InputRule("Plan.Storage.SharedKey", Security, Error, "The account takes identities and no keys",
            "A key opens everything, for everyone who ever saw it")
            { Of = _account, Input = "allowSharedKeyAccess", Expected = Expect.False },
        new InputRule("Plan.Storage.DoubleEncryption", Security, Note, "The account encrypts twice",
            "Whoever breaks one key or algorithm reads everything; it cannot be added later")
            { Of = _account, Input = "encryption.requireInfrastructureEncryption", Expected = Expect.True },
        new ChildRule("Plan.Storage.Versions", Reliability, Warning, "What a blob was before it was overwritten is kept",
            "One wrong upload replaces a model for good")
        {
            Of = _account[0], Where = HasBlobs, Child = "storage:BlobServiceProperties", Expected = "isVersioningEnabled",
            Fits = (_, service) => service.At("isVersioningEnabled").IsTrue,
        },
        new InputRule("Azure.Storage.UseReplication", Reliability, Warning, "The account keeps copies in other zones or regions",
            "One building's outage is the data's")
        {
            Of = _account, Input = "sku.name",
            Where = account => account.At("sku.name").Text.StartsWith("Standard", StringComparison.OrdinalIgnoreCase),
            Expected = Expect.OneOf("Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS", "Standard_ZRS"),
        },
        new ChildRule("Azure.Storage.ContainerSoftDelete", Reliability, Warning, "Deleted containers can be restored",
            "One wrong command loses a container for good")
        {
            Of = _account[0], Where = HasBlobs, Child = "storage:BlobServiceProperties",
            Expected = "containerDeleteRetentionPolicy enabled, for a day or more",
            Fits = (_, service) => Keeps(service.At("containerDeleteRetentionPolicy")),
        },
        new ChildRule("Azure.Storage.SoftDelete", Reliability, Warning, "Deleted blobs can be restored",
            "One wrong command loses a blob for good")
        {
            Of = _account[0], Where = HasBlobs, Child = "storage:BlobServiceProperties",
            Expected = "deleteRetentionPolicy enabled, for a day or more",
            Fits = (_, service) => Keeps(service.At("deleteRetentionPolicy")),
        },
        new ChildRule("Azure.Storage.FileShareSoftDelete", Reliability, Warning, "Deleted file shares can be restored",
            "One wrong command loses a share for good")
        {
            Of = _account[0], Child = "storage:FileServiceProperties", Expected = "shareDeleteRetentionPolicy enabled, for a day or more",
            Where = account => account.At("kind").IsAnyOf("StorageV2", "FileStorage"),
            Fits = (_, service) => Keeps(service.At("shareDeleteRetentionPolicy")),
        },
    ];

    private static bool HasBlobs(InputValue account) => !account.At("isHnsEnabled").IsTrue && !account.At("kind").Is("FileStorage");

    private static bool Keeps(InputValue policy) => policy.At("enabled").IsTrue && policy.At("days").Number >= 1;
}

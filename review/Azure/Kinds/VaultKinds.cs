namespace Platform.Review.Azure.Kinds;

/// <summary>Key vaults.</summary>
internal static class VaultKinds
{
    private const string Vault = "Microsoft.KeyVault/vaults/{vaultName}";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/key-vault/ (its operations are paid for)";

    public static Kind[] All { get; } =
    [
        new("azure-native:keyvault:Key") { Path = Vault + "/keys/{keyName}", Free = Pricing, Holds = Holding.Identity, IsTaggable = true },
        new("azure-native:keyvault:Secret")
            { Path = Vault + "/secrets/{secretName}", Free = Pricing, Holds = Holding.Identity, IsTaggable = true },
        new("azure-native:keyvault:Vault")
        {
            Path = Vault,
            Label = "Key Vault", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true,
            Refused =
            [
                new(
                    "properties.enableSoftDelete", (_, after) => Value.Is(after, "false"),
                    "soft delete cannot be switched off: set it back "
                    + "(https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"),
                new(
                    "properties.enablePurgeProtection", (_, after) => !Value.Is(after, "true"),
                    "purge protection cannot be switched off: set it back "
                        + "(https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"),
            ],
        },
    ];
}

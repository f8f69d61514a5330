namespace Platform.Review.Preflight.Checks;

/// <summary>How to ask whether a name is free, of a type whose names are Azure-wide.</summary>
/// <param name="Input">That holds the name.</param>
/// <param name="Check">The command of <c>az</c>, which answers with <c>nameAvailable</c>.</param>
/// <param name="Kept">Where something deleted would be, {0} its region and {1} its name, and what frees the name.</param>
internal sealed record NameQuestion(string Type, string Input, string[] Check, (string Path, string Mend)? Kept = null)
{
    public static IReadOnlyList<NameQuestion> All { get; } =
    [
        new("keyvault:Vault", "vaultName", ["keyvault", "check-name"],
            ("Microsoft.KeyVault/locations/{0}/deletedVaults/{1}?api-version=2023-07-01",
                "az keyvault recover --name {1}, or where it may be purged: az keyvault purge --name {1} --location {0}")),
        new("apimanagement:ApiManagementService", "serviceName", ["apim", "check-name"],
            ("Microsoft.ApiManagement/locations/{0}/deletedservices/{1}?api-version=2022-08-01",
                "az apim deletedservice purge --service-name {1} --location {0}")),
        new("storage:StorageAccount", "accountName", ["storage", "account", "check-name"]),
        new("containerregistry:Registry", "registryName", ["acr", "check-name"]),
    ];
}

using System.Reflection;

namespace Platform.Infra.Grants;

/// <summary>
/// A role that Azure defines, by the id that is the same in every tenant.
/// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
/// </summary>
internal sealed record BuiltInRole(string Name, string Id)
{
    public static BuiltInRole AccessAdministrator { get; } =
        new("Role Based Access Control Administrator", "f58310d9-a9f6-439a-9e8d-f62e7b41a168");

    public static BuiltInRole AcrPull { get; } = new("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d");
    public static BuiltInRole AcrPush { get; } = new("AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec");
    public static BuiltInRole ClusterAdmin { get; } =
        new("Azure Kubernetes Service RBAC Cluster Admin", "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b");
    public static BuiltInRole ClusterReader { get; } = new("Azure Kubernetes Service RBAC Reader", "7f6c6a51-bcf8-42ba-9220-52d62157d7db");
    public static BuiltInRole ClusterUser { get; } =
        new("Azure Kubernetes Service Cluster User Role", "4abbcc35-e782-43d8-92c5-2d3f1bd2253f");
    public static BuiltInRole Contributor { get; } = new("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c");
    public static BuiltInRole CostContributor { get; } = new("Cost Management Contributor", "434105ed-43f6-45c7-a02f-909b2ba83430");
    public static BuiltInRole CostReader { get; } = new("Cost Management Reader", "72fafb9e-0641-4937-9268-a91bfd8191a3");
    public static BuiltInRole KeyVaultContributor { get; } = new("Key Vault Contributor", "f25e0fa2-a7c8-4377-a976-54943a77a395");
    public static BuiltInRole KeyVaultCryptoUser { get; } = new("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424");
    public static BuiltInRole KeyVaultAdministrator { get; } = new("Key Vault Administrator", "00482a5a-887f-4fb3-b363-3b7fe8e74483");
    public static BuiltInRole KeyVaultSecretsUser { get; } = new("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6");
    public static BuiltInRole LogAnalyticsContributor { get; } = new("Log Analytics Contributor", "92aaf0da-9dab-42b6-94a3-d43ce8d16293");
    public static BuiltInRole MachineLearningDataScientist { get; } = new("AzureML Data Scientist", "f6c7c914-8db3-469d-8ca1-694a8f32e121");
    public static BuiltInRole MachineLearningMetricsWriter { get; } =
        new("AzureML Metrics Writer (preview)", "635dd51f-9968-44d3-b7fb-6d9a6bd613ae");
    public static BuiltInRole ManagedIdentityOperator { get; } = new("Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830");
    public static BuiltInRole MetricsPublisher { get; } = new("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb");
    public static BuiltInRole MonitoringDataReader { get; } = new("Monitoring Data Reader", "b0d8363b-8ddd-447d-831f-62ca05bff136");
    public static BuiltInRole NetworkContributor { get; } = new("Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7");
    public static BuiltInRole PrivateZoneContributor { get; } = new("Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f");
    public static BuiltInRole PolicyContributor { get; } = new("Resource Policy Contributor", "36243c78-bf99-498c-9df9-86d9f8d28608");
    public static BuiltInRole Reader { get; } = new("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7");
    public static BuiltInRole BlobDataContributor { get; } = new("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe");
    public static BuiltInRole BlobDataReader { get; } = new("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");
    public static BuiltInRole FileDataContributor { get; } =
        new("Storage File Data Privileged Contributor", "69566ab7-960f-475b-8e7c-b3118f30c6bd");

    /// <summary>All that a stack gives to anybody: those above.</summary>
    public static IReadOnlyList<BuiltInRole> All
    => [
        .. typeof(BuiltInRole).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(BuiltInRole))
            .Select(property => (BuiltInRole)property.GetValue(null)!),
    ];
}

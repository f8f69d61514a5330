using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// What describes the server and its models is the same for every caller, and changes
/// with a deployment: the gateway answers it for a while.
/// Predictions are never kept. All SKUs but Consumption have the cache built in:
/// https://learn.microsoft.com/azure/api-management/api-management-howto-cache
/// </summary>
internal static class MetadataCache
{
    /// <summary>As the server's OpenAPI document calls them, which the gateway's operations take over.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["getServer", "listModels", "getModel", "getModelVersion"];

    public static void Declare(GatewayScope gateway, Api api, ApiChanges changes, int seconds)
        => OperationPolicies.Declare(gateway, api, changes, ("cache", Operations), PolicyDocument.Render("metadata", ("seconds", seconds)));
}

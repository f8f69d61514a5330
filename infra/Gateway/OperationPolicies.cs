using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>One document as the policy of several operations of an API.</summary>
internal static class OperationPolicies
{
    /// <param name="gateway">Whose API it is.</param>
    /// <param name="api">With the operations.</param>
    /// <param name="changes">Into whose line the policies go.</param>
    /// <param name="operations">By prefix of the policies' names, the operations' ids in the API's document.</param>
    /// <param name="document">The policy.</param>
    public static void Declare(
        GatewayScope gateway, Api api, ApiChanges changes, (string Prefix, IEnumerable<string> Ids) operations, string document)
    {
        foreach (var operation in operations.Ids)
            changes.Next(options => new ApiOperationPolicy($"{operations.Prefix}-{operation}", new()
            {
                ApiId = api.Name,
                OperationId = operation,
                PolicyId = "policy",
                ServiceName = gateway.ServiceName,
                ResourceGroupName = gateway.ResourceGroup,
                Format = PolicyContentFormat.Xml,
                Value = document,
            }, options));
    }
}

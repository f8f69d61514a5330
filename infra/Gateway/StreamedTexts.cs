using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>Texts that are sent piece by piece reach the caller so, and not all at their end.</summary>
internal static class StreamedTexts
{
    /// <summary>As the server's OpenAPI document calls them, which the gateway's operations take over.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["createChatCompletion", "createCompletion", "generateStream", "generateStreamWithVersion"];

    public static void Declare(GatewayScope gateway, Api api, ApiChanges changes)
    {
        foreach (var operation in Operations)
            changes.Next(options => new ApiOperationPolicy($"stream-{operation}", new()
            {
                ApiId = api.Name,
                OperationId = operation,
                PolicyId = "policy",
                ServiceName = gateway.ServiceName,
                ResourceGroupName = gateway.ResourceGroup,
                Format = PolicyContentFormat.Xml,
                Value = PolicyDocument.Render("stream"),
            }, options));
    }
}

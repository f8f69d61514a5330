using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>Texts that are sent piece by piece reach the caller so, and not all at their end.</summary>
internal static class StreamedTexts
{
    /// <summary>As the server's OpenAPI document calls them, which the gateway's operations take over.</summary>
    public static IReadOnlyList<string> Operations { get; } = [
        "createChatCompletion", "createCompletion", "createMessage", "generateStream", "generateStreamWithVersion",
    ];

    public static void Declare(GatewayScope gateway, Api api, ApiChanges changes)
        => OperationPolicies.Declare(gateway, api, changes, ("stream", Operations), PolicyDocument.Render("stream"));
}

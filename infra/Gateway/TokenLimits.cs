using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>
/// The fragment that counts a tier's tokens. Every SKU that is allowed here has the policy, which Consumption alone lacks:
/// https://learn.microsoft.com/azure/api-management/llm-token-limit-policy
/// </summary>
internal static class TokenLimits
{
    /// <summary>Those that read or write texts, as the server's OpenAPI document calls them.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    [
        "generateText", "createChatCompletion", "createCompletion", "createEmbedding", "createMessage",
        "generate", "generateWithVersion", "generateStream", "generateStreamWithVersion",
    ];

    /// <returns>What the tier's policy includes it by.</returns>
    public static string Declare(GatewayScope gateway, PolicyFragments fragments, TierSettings tier, TokenSettings tokens)
    {
        var name = $"tier-{tier.Name}-tokens";
        fragments.Declare(
            gateway, name, $"Limits the tokens of the tier {tier.DisplayName}",
            PolicyDocument.Fragment(
                "tokens", ("operations", string.Join('|', Operations)), ("perMinute", tokens.PerMinute), ("perMonth", tokens.PerMonth)));
        return name;
    }
}

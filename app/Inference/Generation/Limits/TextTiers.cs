using Microsoft.Extensions.Options;
using Platform.Inference.Usage;

namespace Platform.Inference.Generation.Limits;

/// <summary>The tiers that <see cref="GenerationOptions"/> names.</summary>
internal sealed class TextTiers(IOptions<GenerationOptions> options)
{
    private readonly Dictionary<string, TextTier> _tiers = options.Value.Tiers.ToDictionary(
        tier => tier.Key, tier => new TextTier(tier.Key, tier.Value.PromptTokens, tier.Value.AnswerTokens),
        StringComparer.OrdinalIgnoreCase);

    public TextTier Of(HttpRequest request)
        => _tiers.Count > 0 && _tiers.TryGetValue(request.Headers[GatewayHeaders.Product].ToString(), out var tier)
        ? tier
        : TextTier.Unlimited;
}

using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Safety;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Settings;

namespace Platform.Inference.Generation;

/// <summary>Configuration section <c>Generation</c>.</summary>
internal sealed class GenerationOptions
{
    public const string Section = "Generation";

    /// <summary>By product, as the gateway calls it; what is not named has the models' own limits. Default none.</summary>
    public Dictionary<string, TierLimits> Tiers { get; set; } = [];

    /// <summary>Models that are served elsewhere, by the names that callers have for them. Default none.</summary>
    public Dictionary<string, UpstreamOptions> Upstream { get; set; } = [];

    /// <summary>The filter of prompts and answers. Default none.</summary>
    public ContentSafetyOptions ContentSafety { get; set; } = new();

    /// <exception cref="SettingException">A value is not allowed.</exception>
    public static GenerationOptions Read(IConfiguration configuration)
    {
        var options = ReadSection(configuration.GetSection(Section));
        options.ContentSafety.Validate($"{Section}:{nameof(ContentSafety)}");
        foreach (var (name, upstream) in options.Upstream)
            upstream.Validate($"{Section}:{nameof(Upstream)}:{name}");
        foreach (var (name, tier) in options.Tiers)
            foreach (var (property, value) in ((string, int)[])[
                (nameof(TierLimits.PromptTokens), tier.PromptTokens), (nameof(TierLimits.AnswerTokens), tier.AnswerTokens),
            ])
                if (value < 1)
                    throw new SettingException($"{Section}:Tiers:{name}:{property}", $"{value}", "a whole number from 1");
        return options;
    }

    private static GenerationOptions ReadSection(IConfigurationSection section)
    {
        try
        {
            return section.Get<GenerationOptions>() ?? new();
        }
        catch (InvalidOperationException exception)
        {
            throw new SettingException(Section, exception.Message, "values as docs/generation.md has them");
        }
    }
}

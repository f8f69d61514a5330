using Platform.Infra.Settings;
using Platform.Review.Costs.Usage;
using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Report.Summaries;

/// <param name="Components">Resources in each component of the stack, the ones outside of any under the project's name.</param>
/// <param name="Settings">By key, the project's own without its namespace; secrets masked.</param>
internal sealed record StackSummary(
    string Stack,
    IReadOnlyDictionary<string, int> Components,
    IReadOnlyList<TierSettings> Tiers,
    IReadOnlyDictionary<string, string> Settings)
{
    public static StackSummary Of(StackConfiguration configuration, Plan plan) => new(
        configuration.Stack,
        plan.Resources.Where(resource => resource.Custom).CountBy(resource => resource.Component).ToDictionary(StringComparer.Ordinal),
        PlatformSettings.Load(new SettingsReader(configuration.Stack, configuration.Get)).Gateway.Tiers,
        configuration.Values
            .Where(setting => setting.Key is not (Suppressions.Key or UsageReader.Key or DefaultProviders.Key)).ToDictionary(
            setting => setting.Key.StartsWith($"{configuration.Project}:", StringComparison.Ordinal)
                ? setting.Key[(configuration.Project.Length + 1)..]
                : setting.Key,
            setting => configuration.SecretKeys.Contains(setting.Key) ? Secrets.SecretMask.Text : setting.Value));
}

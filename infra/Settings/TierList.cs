using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>The setting <c>tiers</c>: a list of <see cref="TierSettings"/>, validated one by one and together.</summary>
internal static class TierList
{
    private const string Key = "tiers";

    /// <summary>The products that Azure puts into a new gateway.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["starter", "unlimited"];

    public static IReadOnlyList<TierSettings> Default { get; } =
    [
        new("free", "Free", "For trying the API out.", Terms("free"), CallsPerMinute: 10, CallsPerMonth: 1_000),
        new(
            "standard", "Standard", "For applications in production.", Terms("standard"), CallsPerMinute: 120, CallsPerMonth: 100_000,
            PricePerMonth: 49),
        new(
            "premium", "Premium", "For high volume, with a person to talk to.", Terms("premium"), CallsPerMinute: 1_200,
            CallsPerMonth: 2_000_000,
            PricePerMonth: 499, ApprovalRequired: true),
    ];

    public static IReadOnlyList<TierSettings> Read(SettingsReader settings)
    {
        var tiers = settings.Object(
            Key, "a list of { name, displayName, description, terms, callsPerMinute, callsPerMonth, pricePerMonth?, approvalRequired?, "
            + "subscriptionsLimit? }",
            Default);
        if (tiers.Count == 0 || tiers.Any(tier => tier is null))
        {
            settings.Reject(Key, tiers.Count == 0 ? "[]" : "null", "one tier or more", settings.Remove(Key));
            return Default;
        }
        for (var i = 0; i < tiers.Count; i++)
            Check(settings, tiers[i], i);
        foreach (var twice in tiers.Index().GroupBy(tier => tier.Item.Name).Where(group => group.Count() > 1))
            settings.Reject(
                Key, twice.Key, "tier names that differ", settings.SetPart($"{Key}[{twice.ElementAt(1).Index}].name", $"{twice.Key}-2"));
        return tiers;
    }

    private static void Check(SettingsReader settings, TierSettings tier, int index)
    {
        void Require(bool holds, string property, string given, string allowed, string example)
        {
            if (!holds)
                settings.Reject($"{Key}[{index}].{property}", given, allowed, settings.SetPart($"{Key}[{index}].{property}", example));
        }

        Require(IsName(tier.Name), "name", tier.Name, "1 to 40 lower-case letters, digits and hyphens, starting with a letter", "free");
        Require(
            !Reserved.Contains(tier.Name), "name", tier.Name,
            $"a name other than {string.Join(" and ", Reserved)}, which are those of Azure's samples", "standard");
        Require(tier.DisplayName.Length is >= 1 and <= 100, "displayName", tier.DisplayName, "1 to 100 characters", "Free");
        Require(
            tier.Description.Length is >= 1 and <= 800, "description", tier.Description, "1 to 800 characters",
            "'For trying the API out.'");
        Require(tier.Terms.Length >= 1, "terms", tier.Terms, "text that a subscriber accepts", "'Fair use.'");
        Require(tier.CallsPerMinute >= 1, "callsPerMinute", $"{tier.CallsPerMinute}", "1 or more", "10");
        Require(
            tier.CallsPerMonth >= tier.CallsPerMinute, "callsPerMonth", $"{tier.CallsPerMonth}",
            $"no less than callsPerMinute, which is {tier.CallsPerMinute}", "1000");
        Require(
            tier.PricePerMonth is >= 0 and <= 1_000_000 && decimal.Round(tier.PricePerMonth, 2) == tier.PricePerMonth, "pricePerMonth",
            tier.PricePerMonth.ToString(CultureInfo.InvariantCulture), "0 to 1000000 with at most two decimals", "49");
        Require(tier.SubscriptionsLimit >= 1, "subscriptionsLimit", $"{tier.SubscriptionsLimit}", "1 or more", "1");
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= 40 && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');

    private static string Terms(string tier) =>
        $"By subscribing to the {tier} tier you accept its rate limit and monthly quota. Predictions are provided as they are, "
        + "without warranty.";
}

namespace Platform.Infra.Settings;

/// <summary>
/// The setting <c>tiers</c>: a list of <see cref="TierSettings"/>, validated one by one and together. What is sold, and for how much,
/// stands in the stack files: a stack that says nothing gives away a little, and sells nothing.
/// </summary>
internal static class TierList
{
    public const string Key = "tiers";

    /// <summary>The products that Azure puts into a new gateway.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["starter", "unlimited"];

    public static IReadOnlyList<TierSettings> Default { get; } =
    [
        new(
            "free", "Free", "For trying the API out.",
            "By subscribing to the free tier you accept its rate limit and monthly quota. Predictions are provided as they are, "
            + "without warranty.",
            CallsPerMinute: 10, CallsPerMonth: 1_000),
    ];

    public static IReadOnlyList<TierSettings> Read(SettingsReader settings)
    {
        var tiers = settings.Object(
            Key, "a list of { name, displayName, description, terms, callsPerMinute, callsPerMonth, pricePerMonth?, approvalRequired?, "
            + "subscriptionsLimit?, hardCap?, payAsYouGo?, included?, meters?, trial?, effective?, earlier?, tokens? }",
            Default);
        if (tiers.Count == 0 || tiers.Any(HasNull))
        {
            settings.Reject(Key, tiers.Count == 0 ? "[]" : "null", "one tier or more", settings.Remove(Key));
            return Default;
        }

        var check = new TierCheck(settings, tiers);
        for (var i = 0; i < tiers.Count; i++)
            check.Check(i);
        foreach (var twice in tiers.Index().GroupBy(tier => tier.Item.Name).Where(group => group.Count() > 1))
            settings.Reject(
                Key, twice.Key, "tier names that differ", settings.SetPart($"{Key}[{twice.ElementAt(1).Index}].name", $"{twice.Key}-2"));
        return tiers;
    }

    // JSON has null where an item was meant
    private static bool HasNull(TierSettings? tier)
        => tier is null || tier.Versions.Any(
            prices => prices is null || (prices.Meters ?? []).Any(meter => meter is null || meter.Prices.Any(step => step is null)));
}

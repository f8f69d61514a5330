using System.Globalization;

namespace Platform.Review.Costs.Usage;

/// <summary>Which assumptions are others than before, in words.</summary>
internal static class UsageChanges
{
    public static IReadOnlyList<string> Between(UsageAssumptions before, UsageAssumptions after)
    => [
        .. from key in UsageKeys.All
           let values = (Before: Of(before, key), After: Of(after, key))
           where values.Before != values.After
           select Line(key.Name, values.Before, values.After, key.Unit),
        .. OfTiers(UsageKeys.Subscriptions, before.Subscriptions, after.Subscriptions, "subscriptions"),
        .. OfTiers(UsageKeys.Calls, before.Calls, after.Calls, UsageKeys.CallsUnit),
    ];

    // A key is called as its member
    private static decimal Of(UsageAssumptions usage, UsageKey key)
        => (decimal)typeof(UsageAssumptions).GetProperty($"{char.ToUpperInvariant(key.Name[0])}{key.Name[1..]}")!.GetValue(usage)!;

    private static IEnumerable<string> OfTiers(
        string name, IReadOnlyDictionary<string, decimal> before, IReadOnlyDictionary<string, decimal> after, string unit)
        => from tier in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
           let values = (Before: Of(before, tier), After: Of(after, tier))
           where values.Before != values.After
           select $"{name}.{tier}: {values.Before} → {values.After} {unit}";

    private static string Of(IReadOnlyDictionary<string, decimal> values, string tier)
        => values.TryGetValue(tier, out var value) ? value.ToString(CultureInfo.InvariantCulture) : "the default";

    private static string Line(string name, decimal before, decimal after, string unit)
        => string.Create(CultureInfo.InvariantCulture, $"{name}: {before} → {after} {unit}");
}

using Platform.Infra.Settings;

namespace Platform.Review.Stacks;

/// <summary>
/// Where a stack says it is. A plan needs to be nowhere: of a stack that does not say, or says it in secret, it is of nobody's
/// subscription.
/// </summary>
internal static class Whereabouts
{
    private static readonly Dictionary<string, string> _nobodys = new()
    {
        [SubscriptionSettings.IdKey] = SubscriptionSettings.Nobodys.Id,
        [SubscriptionSettings.TenantKey] = SubscriptionSettings.Nobodys.TenantId,
    };

    /// <param name="key">Of <see cref="SubscriptionSettings"/>.</param>
    /// <returns>Null where it does not say, in secret, or what is nobody's.</returns>
    public static string? Said(this StackConfiguration configuration, string key)
        => Of(configuration).GetValueOrDefault(key) is { } said && said != _nobodys[key] ? said : null;

    /// <summary>A stack's settings, with nobody's in the place of what it does not say.</summary>
    public static IReadOnlyDictionary<string, string> Of(StackConfiguration configuration)
    {
        var given = new SortedDictionary<string, string>(configuration.Values.ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, nobodys) in _nobodys)
            if (configuration.SecretKeys.Contains(key) || !given.ContainsKey(key))
                given[key] = nobodys;
        return given;
    }
}

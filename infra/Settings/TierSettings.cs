namespace Platform.Infra.Settings;

/// <summary>What a subscriber buys: one product of the gateway and one app role of the API.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens, at most 40; part of resource names.</param>
/// <param name="Terms">Legal terms that a subscriber accepts.</param>
/// <param name="CallsPerMinute">Rate limit per subscription; answered with 429 and <c>Retry-After</c> beyond it.</param>
/// <param name="CallsPerMonth">Quota per subscription and 30 days; answered with 403 beyond it.</param>
/// <param name="ApprovalRequired">Whether a subscription waits for an administrator.</param>
/// <param name="SubscriptionsLimit">How many subscriptions one user may hold.</param>
internal sealed record TierSettings(
    string Name, string DisplayName, string Description, string Terms, int CallsPerMinute, int CallsPerMonth, bool ApprovalRequired = false,
    int SubscriptionsLimit = 1);

namespace Platform.Infra.Settings;

/// <summary>What a subscriber buys: one product of the gateway and one app role of the API.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens, at most 40; part of resource names.</param>
/// <param name="Description">Up to 800 characters; price and limits are added to what buyers read.</param>
/// <param name="Terms">Legal terms that a subscriber accepts.</param>
/// <param name="CallsPerMinute">Rate limit per subscription; answered with 429 and <c>Retry-After</c> beyond it.</param>
/// <param name="CallsPerMonth">Quota per subscription and 30 days; answered with 403 beyond it.</param>
/// <param name="PricePerMonth">In the gateway's currency, 0 to 1,000,000 with at most two
/// decimals; default 0, which is free of charge.</param>
/// <param name="ApprovalRequired">Whether a subscription waits for an administrator.</param>
/// <param name="SubscriptionsLimit">How many subscriptions one user may hold.</param>
internal sealed record TierSettings(
    string Name, string DisplayName, string Description, string Terms, int CallsPerMinute, int CallsPerMonth, decimal PricePerMonth = 0,
    bool ApprovalRequired = false, int SubscriptionsLimit = 1);

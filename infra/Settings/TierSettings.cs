namespace Platform.Infra.Settings;

/// <summary>What a subscriber buys: one product of the gateway, one app role of the API and one plan of billing.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens, at most 40; part of resource names.</param>
/// <param name="Description">Up to 800 characters; price and limits are added to what buyers read.</param>
/// <param name="Terms">Legal terms that a subscriber accepts.</param>
/// <param name="CallsPerMinute">Rate limit per subscription; answered with 429 and <c>Retry-After</c> beyond it.</param>
/// <param name="CallsPerMonth">Calls per subscription and 30 days that the tier offers.</param>
/// <param name="PricePerMonth">In the gateway's currency, 0 to 1,000,000 with at most two
/// decimals; default 0, which is free of charge.</param>
/// <param name="ApprovalRequired">Whether a subscription waits for an administrator.</param>
/// <param name="SubscriptionsLimit">How many subscriptions one user may hold.</param>
/// <param name="HardCap">Calls per subscription and 30 days beyond which the gateway answers 403; default CallsPerMonth, so that
/// nothing beyond it is answered.</param>
/// <param name="PayAsYouGo">Whether everything is paid by use: no fixed price, and nothing included but what <c>Included</c> says.</param>
/// <param name="Included">How much of each meter a month includes; of calls, where it says nothing, CallsPerMonth.</param>
/// <param name="Meters">What use beyond that costs; a meter that is not named costs nothing.</param>
/// <param name="Trial">Where this tier is what a subscription begins with: for how long, and what it goes on as.</param>
/// <param name="Effective">The first day of these prices, e.g. 2027-01-01; a changed price has a new one.</param>
/// <param name="Earlier">The prices before, oldest first, as they were: what was sold stays as it was sold.</param>
/// <param name="Tokens">Limits of texts; none where the tier does not say.</param>
internal sealed record TierSettings(
    string Name, string DisplayName, string Description, string Terms, int CallsPerMinute, int CallsPerMonth, decimal PricePerMonth = 0,
    bool ApprovalRequired = false, int SubscriptionsLimit = 1, int? HardCap = null, bool PayAsYouGo = false,
    IReadOnlyDictionary<string, long>? Included = null, IReadOnlyList<MeterSettings>? Meters = null, TrialSettings? Trial = null,
    string Effective = TierPrices.FirstDay, IReadOnlyList<TierPrices>? Earlier = null, TokenSettings? Tokens = null)
{
    /// <summary>Calls in 30 days beyond which the gateway answers none.</summary>
    public int Quota => HardCap ?? CallsPerMonth;

    /// <summary>The prices that hold from <see cref="Effective"/>.</summary>
    public TierPrices Prices => new(Effective, PricePerMonth, Included, Meters);

    /// <summary>All prices that the tier ever had, oldest first; the version of each is its place, from 1.</summary>
    public IReadOnlyList<TierPrices> Versions => [.. Earlier ?? [], Prices];
}

namespace Platform.Review.Costs.Usage;

/// <param name="Unit">Which a value must be given in.</param>
/// <param name="Max">The most that is believed; the least is 0, or <paramref name="Min"/>.</param>
/// <param name="With">Puts a value of it in.</param>
internal sealed record UsageKey(
    string Name,
    string Unit,
    decimal Default,
    decimal Max,
    string Meaning,
    Func<UsageAssumptions, decimal, UsageAssumptions> With,
    decimal Min = 0);

namespace Platform.Infra.Settings;

/// <summary>What a tier costs from a day on.</summary>
/// <param name="Effective">The first day, such as 2027-01-01, from midnight UTC.</param>
/// <param name="PricePerMonth">Of a whole month, whatever is used.</param>
/// <param name="Included">How much of each meter a month includes.</param>
/// <param name="Meters">What use beyond that costs.</param>
internal sealed record TierPrices(
    string Effective, decimal PricePerMonth = 0, IReadOnlyDictionary<string, long>? Included = null,
    IReadOnlyList<MeterSettings>? Meters = null)
{
    /// <summary>Before anybody could buy anything.</summary>
    public const string FirstDay = "2026-01-01";
}

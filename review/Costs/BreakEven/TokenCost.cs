using Platform.Review.Costs.Usage;

namespace Platform.Review.Costs.BreakEven;

/// <summary>Compute that tokens of texts use; amounts in the report's currency.</summary>
/// <param name="AMillionRead">What reading a million costs.</param>
/// <param name="AMillionWritten">What writing a million costs.</param>
/// <param name="OfACall">What those of a call cost, as it is expected.</param>
internal sealed record TokenCost(decimal AMillionRead, decimal AMillionWritten, decimal OfACall)
{
    private const decimal Million = 1_000_000;

    /// <param name="hour">What a replica's share of its node costs in an hour.</param>
    /// <returns>Null where no tokens are expected.</returns>
    public static TokenCost? Of(decimal hour, UsageAssumptions usage)
    {
        if (usage.TokensInPerCall + usage.TokensOutPerCall == 0)
            return null;
        var second = hour / 3600 / (usage.Utilisation / 100);
        var (read, written) = (second / usage.TokensReadPerSecond, second / usage.TokensWrittenPerSecond);
        return new(read * Million, written * Million, (read * usage.TokensInPerCall) + (written * usage.TokensOutPerCall));
    }
}

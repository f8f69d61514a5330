namespace Platform.Review.Costs.BreakEven;

/// <summary>What use of one kind costs in a tier, in the stack's currency.</summary>
/// <param name="Included">Units that the price of a month includes.</param>
/// <param name="Steps">What each unit beyond them costs, graduated; the last step has no end. None where they cost nothing.</param>
internal sealed record MeterPrice(decimal Included, IReadOnlyList<(decimal Price, decimal? UpTo)> Steps)
{
    public static MeterPrice Free { get; } = new(decimal.MaxValue, []);

    public bool IsSold => Steps.Any(step => step.Price > 0);

    /// <summary>What so many units cost.</summary>
    public decimal Of(decimal units)
    {
        var (cost, priced, left) = (0m, 0m, Math.Max(0, units - Included));
        foreach (var (price, end) in Steps)
        {
            var part = Math.Min(left, (end ?? decimal.MaxValue) - priced);
            (cost, priced, left) = (cost + (part * price), priced + part, left - part);
        }

        return cost;
    }
}

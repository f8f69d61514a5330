namespace Platform.Review.Costs;

/// <summary>What a resource, or a component, cost in a month before a change, and costs after it.</summary>
/// <param name="Name">A resource's path, the present one if it moved; or a component's name.</param>
/// <param name="Before">Null if it was not there, or had no price.</param>
/// <param name="After">Null if it is gone, or has no price.</param>
internal sealed record CostChange(string Name, string Component, decimal? Before, decimal? After)
{
    public decimal Difference => (After ?? 0) - (Before ?? 0);
}

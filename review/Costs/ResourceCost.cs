namespace Platform.Review.Costs;

/// <summary>What a resource costs in a month.</summary>
/// <param name="Path">Its path in the plan.</param>
/// <param name="Identity">What it is in the cloud, whatever the program calls it.</param>
/// <param name="Lines">One for each of its meters that has a price.</param>
internal sealed record ResourceCost(string Path, string Type, string Identity, IReadOnlyList<CostLine> Lines)
{
    /// <summary>The part of the stack that it belongs to: <c>cluster</c>; the project's name outside of any.</summary>
    public string Component => Path.Split('/') is [_, var component, _, ..] ? component : Path.Split('/')[0];

    public decimal Monthly => Lines.Sum(line => line.Monthly);
}

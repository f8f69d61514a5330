using Platform.Review.Plans;

namespace Platform.Review.Costs;

/// <summary>What a resource costs in a month.</summary>
/// <param name="Path">Its path in the plan.</param>
/// <param name="Identity">What it is in the cloud, whatever the program calls it.</param>
/// <param name="Lines">One for each of its meters that has a price.</param>
internal sealed record ResourceCost(string Path, string Type, string Identity, IReadOnlyList<CostLine> Lines)
{
    public string Component => PlannedResource.ComponentOf(Path);

    public decimal Monthly => Lines.Sum(line => line.Monthly);
}

namespace Platform.Review.Costs;

/// <param name="Resources">The dearest first.</param>
internal sealed record ComponentCost(string Name, IReadOnlyList<ResourceCost> Resources)
{
    public decimal Monthly => Resources.Sum(resource => resource.Monthly);
}

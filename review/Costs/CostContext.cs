using System.Globalization;
using Platform.Review.Costs.Prices;
using Platform.Review.Costs.Usage;
using Platform.Review.Plans;

namespace Platform.Review.Costs;

/// <summary>What charges depend on besides their own resource.</summary>
internal sealed class CostContext
{
    private readonly string _region;
    private readonly ILookup<string, PlannedResource> _byType;

    public CostContext(Plan plan, UsageAssumptions usage, PriceTable prices)
    {
        (Plan, Usage, Prices) = (plan, usage, prices);
        _byType = plan.AsTyped().Resources.ToLookup(resource => resource.Type, StringComparer.Ordinal);
        _region = OfType("azure-native:resources:ResourceGroup").Select(LocationOf).FirstOrDefault(location => location.Length > 0) ?? "";
    }

    public Plan Plan { get; }

    public UsageAssumptions Usage { get; }

    public PriceTable Prices { get; }

    public IEnumerable<PlannedResource> OfType(string type) => _byType[type];

    /// <summary>The resource's own region; of a part, and of what is everywhere, the stack's.</summary>
    public string RegionOf(PlannedResource resource)
        => LocationOf(resource) is { Length: > 0 } location and not Price.Everywhere ? location : _region;

    /// <summary>The region that a resource, or a part of one, names, <c>westeurope</c> for <c>West Europe</c>; empty if none.</summary>
    public static string LocationIn(InputValue part)
        => part.At("location").Text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>How many there are on average of what scales, and that in words.</summary>
    public (decimal Count, string Basis) Average(decimal min, decimal max, string what)
    {
        var average = min + (max - min) * Usage.AverageNodes / 100;
        return (average, string.Create(CultureInfo.InvariantCulture, $"{average:0.##} {what} of {min} to {max}"));
    }

    private static string LocationOf(PlannedResource resource) => LocationIn(InputValue.Of(resource));
}

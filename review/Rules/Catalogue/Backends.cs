using Platform.Review.Plans;

namespace Platform.Review.Rules.Catalogue;

/// <summary>What API Management calls, whether declared as a backend or, with a newer API version, as a resource of any type.</summary>
internal static class Backends
{
    private static readonly Part[] _generic = [new("resources:Resource")];

    /// <summary>The properties of each.</summary>
    public static IEnumerable<InputValue> In(PlanUnderReview plan)
        => plan.OfType("apimanagement:Backend").Select(InputValue.Of).Concat(
            from resource in _generic.SelectMany(part => part.In(plan))
            where resource.At("resourceProviderNamespace").Is("Microsoft.ApiManagement") && resource.At("resourceType").Is("backends")
            select resource.At("properties"));

    /// <summary>Those that are servers; pools share out calls to others.</summary>
    public static IEnumerable<InputValue> Servers(PlanUnderReview plan) => In(plan).Where(backend => !backend.At("type").Is("Pool"));
}

using Platform.Review.Plans;

namespace Platform.Review.Rules.Catalogue;

/// <summary>What the rules know of subnets, which are parts of their network or resources of their own.</summary>
internal static class Subnets
{
    public static IEnumerable<InputValue> In(PlanUnderReview plan) => Parts.Subnets.SelectMany(part => part.In(plan));

    public static string NameOf(InputValue subnet) => subnet.At(subnet.Path.Length == 0 ? "subnetName" : "name").Text;

    public static InputValue? WithId(PlanUnderReview plan, string id)
        => In(plan).FirstOrDefault(subnet => id.Equals(IdOf(plan, subnet), StringComparison.OrdinalIgnoreCase));

    private static string IdOf(PlanUnderReview plan, InputValue subnet)
        => subnet.Path.Length == 0 ? plan.IdOf(subnet.Resource) : $"{plan.IdOf(subnet.Resource)}/subnets/{NameOf(subnet)}";
}

using System.Text.RegularExpressions;
using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Graph.Building;

/// <summary>
/// How pictures show kinds of resources. What no row says more of is a node with its type's name, or part of what its id is below.
/// </summary>
/// <param name="Label">For one resource of the kind.</param>
/// <param name="Gathers">Whether two of a component are shown as one node already, not only a crowd.</param>
internal sealed partial record Look(string Label, KindRole Role, bool Gathers)
{
    public static Look Of(PlannedResource resource) => KindCatalogue.Find(resource.Type) is { } kind
        ? new(kind.Label ?? Words(resource), kind.Role, kind.Gathers)
        : resource.Type.Split(':')[0] switch
        {
            "tls" => new("Certificate", KindRole.ById, Gathers: true),
            "azuread" or "pulumi" => new(Words(resource), KindRole.PartOfNamed, Gathers: false),
            _ => new(Words(resource), KindRole.ById, Gathers: false),
        };

    /// <param name="type">As <see cref="NameOf"/> gives it.</param>
    public static bool Is(PlannedResource resource, string type) => NameOf(resource).Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc cref="PlanUnderReview.NameOf"/>
    public static string NameOf(PlannedResource resource) => PlanUnderReview.NameOf(resource);

    // ManagedCluster: Managed cluster
    private static string Words(PlannedResource resource)
    {
        var name = resource.Type[(resource.Type.LastIndexOf(':') + 1)..];
        return name.Length == 0
            ? resource.Type
            : name[..1].ToUpperInvariant() + Word().Replace(name[1..], word => $" {word.Value.ToLowerInvariant()}");
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z](?=[a-z])")]
    private static partial Regex Word();
}

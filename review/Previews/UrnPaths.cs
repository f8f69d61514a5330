using System.Text.RegularExpressions;

namespace Platform.Review.Previews;

/// <summary>The paths of resources, as the plan has them, from their URNs.</summary>
/// <param name="parents">The parents' URNs, as far as they are known.</param>
internal sealed partial class UrnPaths(IReadOnlyDictionary<string, string> parents)
{
    public string Of(string urn) => Urn.Parse(urn) switch
    {
        null => urn,
        { IsStack: true } stack => stack.Project,
        var resource when parents.TryGetValue(urn, out var parent) && IsAbove(parent, resource) => $"{Of(parent)}/{resource.Name}",
        var resource => string.Join('/', [resource.Project, .. resource.Types.SkipLast(1).Select(Named), resource.Name]),
    };

    // A document that says otherwise would go round in circles.
    private static bool IsAbove(string parent, Urn child)
        => Urn.Parse(parent) is { } urn && (urn.IsStack || urn.Types.Count < child.Types.Count);

    // Pulumi leaves out what stays as it is. Of a component further up, its class is all that
    // the URN says; the platform names components by it.
    private static string Named(string type) => Word().Replace(type.Split(':')[^1], "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Word();
}

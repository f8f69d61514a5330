using System.Xml.Linq;
using Platform.Review.Plans;

namespace Platform.Review.Rules.Catalogue;

/// <summary>API Management's policy documents, with the fragments that they include.</summary>
internal static class PolicyDocuments
{
    public const string Global = "apimanagement:Policy";
    public const string Fragment = "apimanagement:PolicyFragment";

    public static string[] Scoped { get; } = ["apimanagement:ApiPolicy", "apimanagement:ProductPolicy", "apimanagement:ApiOperationPolicy"];

    public static string[] All { get; } = [.. Scoped, Global, Fragment];

    /// <summary>In the order in which a document has them.</summary>
    public static string[] Sections { get; } = ["inbound", "backend", "outbound", "on-error"];

    // Statements that hold others
    private static readonly string[] _blocks = ["choose", "when", "otherwise", "retry", "wait", "limit-concurrency"];

    /// <summary>Null where it is not well-formed.</summary>
    public static XElement? Of(PlannedResource policy) => PolicyRule.Read(InputValue.Of(policy).At("value"));

    /// <summary>All statements within a section or a fragment, in their order, each include followed by what it brings.</summary>
    public static IEnumerable<XElement> Statements(PlanUnderReview plan, XElement parent)
    {
        foreach (var statement in parent.Elements())
        {
            yield return statement;
            if (_blocks.Contains(statement.Name.LocalName))
                foreach (var inner in Statements(plan, statement))
                    yield return inner;
            if (statement.Name == "include-fragment" && Included(plan, statement) is { } fragment && Of(fragment) is { } document)
                foreach (var inner in Statements(plan, document))
                    yield return inner;
        }
    }

    /// <summary>
    /// The fragment of the plan that a statement includes. The name of one is left to Pulumi, which in a plan calls it after the resource.
    /// </summary>
    public static PlannedResource? Included(PlanUnderReview plan, XElement include)
        => plan.OfType(Fragment).FirstOrDefault(fragment => fragment.Name == (string?)include.Attribute("fragment-id"));

    /// <summary>What the policies of a resource say in a section, fragments included.</summary>
    public static IEnumerable<string> Names(PlanUnderReview plan, IEnumerable<PlannedResource> policies, string section)
        => from policy in policies
           let part = Of(policy)?.Element(section)
           where part is not null
           from statement in Statements(plan, part)
           select statement.Name.LocalName;
}

using System.Collections.Frozen;
using System.Xml.Linq;
using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>API Management: what its policies say, in documents and in the fragments that these include.</summary>
internal static class PolicyRules
{
    private const string Reference = "https://learn.microsoft.com/azure/api-management/api-management-policies";
    private static readonly string[] _limits = ["rate-limit", "rate-limit-by-key"];

    // Those that some section does not take; what is not here stands anywhere, or is newer than this list
    private static readonly FrozenDictionary<string, string[]> _places = new Dictionary<string, string[]>
    {
        ["cache-lookup"] = ["inbound"],
        ["cache-store"] = ["outbound"],
        ["cors"] = ["inbound"],
        ["forward-request"] = ["backend"],
        ["ip-filter"] = ["inbound"],
        ["mock-response"] = ["inbound", "outbound", "on-error"],
        ["quota"] = ["inbound"],
        ["quota-by-key"] = ["inbound"],
        ["rate-limit"] = ["inbound"],
        ["rate-limit-by-key"] = ["inbound"],
        ["rewrite-uri"] = ["inbound"],
        ["set-backend-service"] = ["inbound", "backend"],
        ["set-body"] = ["inbound", "backend", "outbound"],
        ["set-method"] = ["inbound", "on-error"],
        ["set-query-parameter"] = ["inbound", "backend"],
        ["validate-azure-ad-token"] = ["inbound"],
        ["validate-client-certificate"] = ["inbound"],
        ["validate-content"] = ["inbound", "outbound", "on-error"],
        ["validate-jwt"] = ["inbound"],
    }.ToFrozenDictionary();

    public static Rule[] All { get; } =
    [
        new PolicyRule("Azure.APIM.PolicyBase", Security, Warning, "A policy keeps what the scopes above it say",
            "A check that everyone relies on is skipped")
        {
            Of = PolicyDocuments.Scoped, Expected = "'<base />' directly in inbound, backend, outbound and on-error", Faults = WithoutBase,
        },
        new PolicyRule("Azure.APIM.CORSPolicy", Security, Warning, "CORS policies name what they allow",
            "Any web page may call with the visitor's rights")
        {
            Of = PolicyDocuments.All, Expected = "origins, methods and headers by name",
            Faults = policy =>
                policy.Descendants("cors").Descendants().Where(each => each.Value.Trim() == "*" && !each.HasElements)
                    .Select(each => $"'*' in <{each.Name.LocalName}>"),
        },
        new PolicyRule("Plan.PolicyFragment", Operations, Error, "A fragment holds statements alone",
            "API Management refuses it, and all that include it")
        {
            Of = [PolicyDocuments.Fragment], Expected = "statements in <fragment>, without sections, <base /> or other fragments",
            Faults = NotStatements,
            ReadMore = "https://learn.microsoft.com/azure/api-management/policy-fragments",
        },
        new PlanRule("Plan.PolicyStatements", Operations, Error, "A policy's statements stand in sections that take them",
            "API Management refuses the policy, in the middle of a deployment")
            { Violations = Misplaced, ReadMore = Reference },
        new PlanRule("Plan.ProductLimits", Cost, Error, "A product has a rate limit and a quota",
            "One subscriber takes the capacity of all, for the price of one")
            { Violations = Unlimited },
        new PlanRule("Plan.ApiLimits", Cost, Error, "An API that needs no subscription has a rate limit",
            "Anybody takes the capacity of all, for nothing")
        {
            Violations = plan => from api in plan.OfType("apimanagement:Api")
                                 where !InputValue.Of(api).At("subscriptionRequired").IsTrue
                                 let policies = plan.ChildrenOf(api, "apimanagement:ApiPolicy").Concat(plan.OfType(PolicyDocuments.Global))
                                 where !PolicyDocuments.Names(plan, policies, "inbound").Intersect(_limits).Any()
                                 select new Violation(
                                     InputValue.Of(api).At("subscriptionRequired"), "'true', or an ApiPolicy with 'rate-limit-by-key'"),
        },
    ];

    private static IEnumerable<string> WithoutBase(XElement policy)
        => PolicyDocuments.Sections.Where(section => policy.Element(section)?.Element("base") is null)
            .Select(section => $"no '<base />' in <{section}>");

    private static IEnumerable<string> NotStatements(XElement fragment)
        => fragment.Name != "fragment"
            ? [$"<{fragment.Name.LocalName}>"]
            : fragment.Descendants().Select(each => each.Name.LocalName)
                .Where(name => name is "base" or "include-fragment" || PolicyDocuments.Sections.Contains(name)).Select(name => $"<{name}>");

    private static IEnumerable<Violation> Misplaced(PlanUnderReview plan)
        => from policy in PolicyDocuments.Scoped.Append(PolicyDocuments.Global).SelectMany(plan.OfType)
           let document = PolicyDocuments.Of(policy)
           where document is not null
           from fault in Misplaced(plan, document)
           select new Violation(InputValue.Of(policy).At("value"), fault.Expected, fault.Found);

    private static IEnumerable<(string Found, string Expected)> Misplaced(PlanUnderReview plan, XElement document)
    {
        var sections = document.Elements().Select(section => section.Name.LocalName).ToArray();
        if (!sections.SequenceEqual(PolicyDocuments.Sections.Where(sections.Contains)))
            yield return ($"the sections {string.Join(", ", sections)}", $"{string.Join(", ", PolicyDocuments.Sections)}, each once");
        foreach (var section in document.Elements())
        {
            foreach (var statement in PolicyDocuments.Statements(plan, section))
            {
                if (_places.GetValueOrDefault(statement.Name.LocalName) is { } places && !places.Contains(section.Name.LocalName))
                    yield return ($"<{statement.Name.LocalName}> in <{section.Name.LocalName}>", $"it in {string.Join(" or ", places)}");
                if (statement.Name == "include-fragment" && PolicyDocuments.Included(plan, statement) is null)
                    yield return ($"the fragment '{(string?)statement.Attribute("fragment-id")}'", "a fragment of the plan");
            }
        }
    }

    private static IEnumerable<Violation> Unlimited(PlanUnderReview plan)
    {
        foreach (var product in plan.OfType("apimanagement:Product"))
        {
            var names = PolicyDocuments.Names(plan, plan.ChildrenOf(product, "apimanagement:ProductPolicy"), "inbound").ToHashSet();
            var tokens = names.Any(name => name.EndsWith("-token-limit", StringComparison.Ordinal));
            foreach (var limit in new[] { "rate-limit", "quota" })
                if (!tokens && !names.Contains(limit) && !names.Contains($"{limit}-by-key"))
                    yield return new(InputValue.Of(product), $"a ProductPolicy with '{limit}' or '{limit}-by-key'", "none");
        }
    }
}

using System.Xml.Linq;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>API Management: what is sold through the gateway, and its policies.</summary>
internal static class ApiRules
{
    private const string Global = "apimanagement:Policy";
    private static readonly Part[] Api = [new("apimanagement:Api")];
    private static readonly Part[] Product = [new("apimanagement:Product")];
    private static readonly string[] Policies = ["apimanagement:ApiPolicy", "apimanagement:ProductPolicy", "apimanagement:ApiOperationPolicy"];
    private static readonly string[] Sections = ["inbound", "backend", "outbound", "on-error"];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.APIM.HTTPEndpoint", Security, Warning, "Callers reach an API by HTTPS only", "Keys and answers travel in the open")
            { Of = Api, Input = "protocols", Expected = new("nothing or 'https'", protocols => protocols.Items.All(each => each.IsAnyOf("https", "wss"))) },
        new PlanRule("Azure.APIM.HTTPBackend", Security, Error, "The gateway reaches what is behind it by HTTPS", "Whoever is in the network reads along")
        {
            Violations = plan => from address in Api[0].In(plan).Select(api => api.At("serviceUrl")).Concat(plan.OfType("apimanagement:Backend").Select(backend => InputValue.Of(backend).At("url")))
                                 where !Expect.NotStartingWith("http://").IsMet(address)
                                 select new Violation(address, Expect.NotStartingWith("http://").Text),
        },
        new InputRule("Azure.APIM.ProductSubscription", Security, Warning, "A product needs a subscription", "Nobody can be limited, billed or shut out")
            { Of = Product, Input = "subscriptionRequired", Expected = Expect.True },
        new InputRule("Azure.APIM.ProductApproval", Security, Warning, "A subscription to a product needs approval", "Anyone may call for nothing more than the asking")
            { Of = Product, Input = "approvalRequired", Expected = Expect.True },
        new InputRule("Azure.APIM.ProductTerms", Operations, Warning, "A product has terms", "Subscribers have agreed to nothing")
            { Of = Product, Input = "terms", Expected = Expect.Set },
        Described("Azure.APIM.ProductDescriptors", Product, "A product"),
        Described("Azure.APIM.APIDescriptors", Api, "An API"),
        new InputRule("Azure.APIM.SampleProducts", Operations, Note, "There are no sample products", "They come with limits and rights that nobody chose")
            { Of = Product, Input = "productId", Expected = Expect.NoneOf("starter", "unlimited") },
        new PolicyRule("Azure.APIM.PolicyBase", Security, Warning, "A policy keeps what the scopes above it say", "A check that everyone relies on is skipped")
            { Of = Policies, Expected = "'<base />' directly in inbound, backend, outbound and on-error", Faults = WithoutBase },
        new PolicyRule("Azure.APIM.CORSPolicy", Security, Warning, "CORS policies name what they allow", "Any web page may call with the visitor's rights")
        {
            Of = [.. Policies, Global], Expected = "origins, methods and headers by name",
            Faults = policy => policy.Descendants("cors").Descendants().Where(each => each.Value.Trim() == "*" && !each.HasElements).Select(each => $"'*' in <{each.Name.LocalName}>"),
        },
        new PlanRule("Plan.ProductLimits", Cost, Error, "A product has a rate limit and a quota", "One subscriber takes the capacity of all, for the price of one")
            { Violations = Unlimited },
    ];

    private static PlanRule Described(string id, Part[] of, string what)
        => new(id, Operations, Note, $"{what} has a name and a description for people", "Nobody finds it in the developer portal")
        {
            Violations = plan => from part in of[0].In(plan)
                                 from input in new[] { "displayName", "description" }
                                 where !part.At(input).IsSet
                                 select new Violation(part.At(input), Expect.Set.Text),
        };

    private static IEnumerable<string> WithoutBase(XElement policy)
        => Sections.Where(section => policy.Element(section)?.Element("base") is null).Select(section => $"no '<base />' in <{section}>");

    private static IEnumerable<Violation> Unlimited(PlanUnderReview plan)
    {
        foreach (var product in plan.OfType("apimanagement:Product"))
        {
            var names = plan.ChildrenOf(product, "apimanagement:ProductPolicy").SelectMany(policy => PolicyElements(plan, policy)).ToHashSet();
            var tokens = names.Any(name => name.EndsWith("-token-limit", StringComparison.Ordinal));
            foreach (var limit in new[] { "rate-limit", "quota" })
                if (!tokens && !names.Contains(limit) && !names.Contains($"{limit}-by-key"))
                    yield return new(InputValue.Of(product), $"a ProductPolicy with '{limit}' or '{limit}-by-key'", "none");
        }
    }

    private static IEnumerable<string> PolicyElements(PlanUnderReview plan, Plans.PlannedResource policy)
    {
        var elements = PolicyRule.Read(InputValue.Of(policy).At("value"))?.Descendants().ToArray() ?? [];
        var fragments = elements.Where(element => element.Name == "include-fragment").Select(element => (string?)element.Attribute("fragment-id")).ToHashSet();
        return elements.Select(element => element.Name.LocalName).Concat(plan.OfType("apimanagement:PolicyFragment")
            .Where(fragment => fragments.Contains(InputValue.Of(fragment).At("id").Text))
            .SelectMany(fragment => PolicyElements(plan, fragment)));
    }
}

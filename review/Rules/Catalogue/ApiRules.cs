using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>API Management: what is sold through the gateway.</summary>
internal static class ApiRules
{
    private static readonly Part[] _api = [new("apimanagement:Api")];
    private static readonly Part[] _product = [new("apimanagement:Product")];
    private static readonly string[] _watchers = ["security:APICollection", "security:APICollectionByAzureApiManagementService"];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.APIM.HTTPEndpoint", Security, Warning, "Callers reach an API by HTTPS only",
            "Keys and answers travel in the open")
        {
            Of = _api, Input = "protocols",
            Expected = new(
                "'https' alone", protocols => protocols.Items.Any() && protocols.Items.All(each => each.IsAnyOf("https", "wss"))),
        },
        new PlanRule("Azure.APIM.HTTPBackend", Security, Error, "The gateway reaches what is behind it by HTTPS",
            "Whoever is in the network reads along")
        {
            Violations = plan =>
                from address in _api[0].In(plan).Select(api => api.At("serviceUrl"))
                    .Concat(Backends.In(plan).Select(backend => backend.At("url")))
                                 where !Expect.NotStartingWith("http://").IsMet(address)
                                 select new Violation(address, Expect.NotStartingWith("http://").Text),
        },
        new InputRule("Azure.APIM.ProductSubscription", Security, Warning, "A product needs a subscription",
            "Nobody can be limited, billed or shut out")
            { Of = _product, Input = "subscriptionRequired", Expected = Expect.True },
        new InputRule("Azure.APIM.ProductApproval", Security, Warning, "A subscription to a product needs approval",
            "Anyone may call for nothing more than the asking")
            { Of = _product, Input = "approvalRequired", Expected = Expect.True },
        new InputRule("Azure.APIM.ProductTerms", Operations, Warning, "A product has terms", "Subscribers have agreed to nothing")
            { Of = _product, Input = "terms", Expected = Expect.Set },
        Described("Azure.APIM.ProductDescriptors", _product, "A product"),
        Described("Azure.APIM.APIDescriptors", _api, "An API"),
        new InputRule("Azure.APIM.SampleProducts", Operations, Note, "There are no sample products",
            "They come with limits and rights that nobody chose")
            { Of = _product, Input = "productId", Expected = Expect.NoneOf("starter", "unlimited") },
        new PlanRule("Azure.APIM.DefenderCloud", Security, Warning, "An API is watched by Defender for APIs",
            "Nobody notices that it is attacked")
        {
            Violations = plan => from api in _api[0].In(plan)
                                 let watched = _watchers.SelectMany(plan.OfType).SelectMany(each => InputValue.Of(each).Members)
                                 where !watched.Any(input => input.Path is "apiId" or "apiCollectionId" && input.Is(api.At("apiId").Text))
                                 select new Violation(api, "an APICollectionByAzureApiManagementService of its apiId", "none"),
        },
    ];

    private static PlanRule Described(string id, Part[] of, string what)
        => new(id, Operations, Note, $"{what} has a name and a description for people", "Nobody finds it in the developer portal")
        {
            Violations = plan => from part in of[0].In(plan)
                                 from input in new[] { "displayName", "description" }
                                 where !part.At(input).IsSet
                                 select new Violation(part.At(input), Expect.Set.Text),
        };
}

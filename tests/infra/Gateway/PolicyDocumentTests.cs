using System.Xml.Linq;
using Platform.Infra.Gateway;

namespace Platform.Infra.Tests.Gateway;

public sealed class PolicyDocumentTests
{
    // https://learn.microsoft.com/azure/api-management/api-management-policies: where each policy in use may stand
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["base"] = ["inbound", "backend", "outbound", "on-error"],
        ["choose"] = ["inbound", "backend", "outbound", "on-error"],
        ["quota-by-key"] = ["inbound"],
        ["rate-limit-by-key"] = ["inbound"],
        ["return-response"] = ["inbound", "backend", "outbound", "on-error"],
        ["set-backend-service"] = ["inbound", "backend"],
        ["set-header"] = ["inbound", "backend", "outbound", "on-error"],
    };

    public static TheoryData<string> Policies => new("api", "tier");

    [Theory, MemberData(nameof(Policies))]
    public void Render_AnyPolicy_HasFourSectionsThatBeginWithBase(string name)
    {
        var sections = Document(name).Elements().ToList();

        Assert.Equal(["inbound", "backend", "outbound", "on-error"], sections.Select(section => section.Name.LocalName));
        Assert.All(sections, section => Assert.Equal("base", section.Elements().First().Name.LocalName));
    }

    [Theory, MemberData(nameof(Policies))]
    public void Render_AnyPolicy_PutsStatementsWhereTheyAreAllowed(string name)
    {
        foreach (var section in Document(name).Elements())
            foreach (var statement in Statements(section))
                Assert.Contains(section.Name.LocalName, Allowed[statement.Name.LocalName]);
    }

    [Theory, MemberData(nameof(Policies))]
    public void Render_AnyPolicy_HasExpressionsWithBalancedParentheses(string name)
    {
        var texts = Document(name).DescendantNodes().OfType<XText>().Select(text => text.Value.Trim());
        var attributes = Document(name).Descendants().Attributes().Select(attribute => attribute.Value);
        var expressions = texts.Concat(attributes).Where(text => text.StartsWith('@')).ToList();

        Assert.NotEmpty(expressions);
        Assert.All(expressions, expression =>
        {
            Assert.StartsWith("@(", expression);
            Assert.EndsWith(")", expression);
            Assert.Equal(expression.Count(c => c == '('), expression.Count(c => c == ')'));
        });
    }

    [Fact]
    public void Render_Tier_EnforcesTheGivenLimits()
    {
        var inbound = Document("tier").Element("inbound")!;
        var rate = inbound.Element("rate-limit-by-key")!;
        var quota = inbound.Element("quota-by-key")!;

        Assert.Equal(("77", "60"), (rate.Attribute("calls")!.Value, rate.Attribute("renewal-period")!.Value));
        Assert.Equal("Retry-After", rate.Attribute("retry-after-header-name")!.Value);
        Assert.Equal(("8888", "2592000"), (quota.Attribute("calls")!.Value, quota.Attribute("renewal-period")!.Value));
        Assert.Equal("@(context.Subscription.Id)", rate.Attribute("counter-key")!.Value);
        Assert.Equal("@(context.Subscription.Id)", quota.Attribute("counter-key")!.Value);
    }

    [Fact]
    public void Render_Api_OverwritesWhoTheCallerClaimsToBe()
    {
        var headers = Document("api").Element("inbound")!.Elements("set-header").ToDictionary(header => header.Attribute("name")!.Value);

        Assert.Equal("@(context.Subscription?.Id ?? \"\")", headers["x-subscription-id"].Element("value")!.Value);
        Assert.Equal("@(context.Product?.Id ?? \"\")", headers["x-product-id"].Element("value")!.Value);
        Assert.Equal("override", headers["x-subscription-id"].Attribute("exists-action")!.Value);
        Assert.Equal("override", headers["x-product-id"].Attribute("exists-action")!.Value);
        Assert.Equal("delete", headers["Ocp-Apim-Subscription-Key"].Attribute("exists-action")!.Value);
        Assert.Equal("inference", Document("api").Element("inbound")!.Element("set-backend-service")!.Attribute("backend-id")!.Value);
    }

    [Fact]
    public void Render_Api_AnswersErrorsWithTheirStatusAndAJsonBody()
    {
        var responses = Document("api").Element("on-error")!.Descendants("return-response").ToList();

        Assert.Equal(2, responses.Count);
        Assert.All(responses, response =>
        {
            Assert.Equal("set-status", response.Elements().First().Name.LocalName);
            Assert.StartsWith("@(context.Response", response.Element("set-status")!.Attribute("code")!.Value);
            Assert.Equal("set-body", response.Elements().Last().Name.LocalName);
            Assert.Equal(
                "@(new JObject(new JProperty(\"error\", context.LastError?.Message ?? \"\")).ToString())", response.Element("set-body")!.Value);
            Assert.Equal("application/json", Header(response, "Content-Type"));
            Assert.Equal("@(context.RequestId.ToString())", Header(response, "x-request-id"));
        });
        Assert.Equal("@(context.Response.Headers.GetValueOrDefault(\"Retry-After\", \"\"))", Header(responses[0], "Retry-After"));
        Assert.Equal("@(context.Response?.StatusCode ?? 500)", responses[1].Element("set-status")!.Attribute("code")!.Value);
    }

    [Fact]
    public void Render_ValueWithMarkup_IsEscaped()
    {
        var text = PolicyDocument.Render("api", ("backendId", "a\"<b>&'c"));

        Assert.Equal("a\"<b>&'c", XElement.Parse(text).Element("inbound")!.Element("set-backend-service")!.Attribute("backend-id")!.Value);
    }

    [Fact]
    public void Render_PlaceWithoutValue_NamesThePlace() =>
        Assert.Equal(
            "policy 'tier' wants a value for 'callsPerMonth'",
            Assert.Throws<InvalidOperationException>(() => PolicyDocument.Render("tier", ("callsPerMinute", 1))).Message);

    [Fact]
    public void Render_ValueWithoutPlace_NamesTheValue() =>
        Assert.Equal(
            "policy 'api' has no place for 'callsPerDay'",
            Assert.Throws<InvalidOperationException>(() => PolicyDocument.Render("api", ("callsPerDay", 1))).Message);

    [Fact]
    public void Render_UnknownPolicy_NamesIt() =>
        Assert.Equal(
            "there is no policy 'global' in Gateway/Policies",
            Assert.Throws<InvalidOperationException>(() => PolicyDocument.Render("global")).Message);

    private static XElement Document(string name) => XElement.Parse(name == "api"
        ? PolicyDocument.Render("api", ("backendId", "inference"))
        : PolicyDocument.Render("tier", ("callsPerMinute", 77), ("callsPerMonth", 8888)));

    private static IEnumerable<XElement> Statements(XElement section) => section.Elements().Concat(
        section.Descendants("when").Concat(section.Descendants("otherwise")).SelectMany(branch => branch.Elements()));

    private static string Header(XElement response, string name) =>
        response.Elements("set-header").Single(header => header.Attribute("name")!.Value == name).Element("value")!.Value;
}

using System.Xml.Linq;
using Platform.Infra.Gateway;

namespace Platform.Infra.Tests.Gateway;

public sealed class PolicyDocumentTests
{
    [Fact]
    public void Render_Tier_EnforcesTheGivenLimits()
    {
        var inbound = Tier(PolicyDocument.Part("quota-by-key", ("callsPerMonth", 8888)));
        var rate = inbound.Element("rate-limit-by-key")!;
        var quota = inbound.Element("quota-by-key")!;

        Assert.Equal(("77", "60"), (rate.Attribute("calls")!.Value, rate.Attribute("renewal-period")!.Value));
        Assert.Equal("Retry-After", rate.Attribute("retry-after-header-name")!.Value);
        Assert.Equal(("8888", "2592000"), (quota.Attribute("calls")!.Value, quota.Attribute("renewal-period")!.Value));
        Assert.Equal("@(context.Subscription.Id)", rate.Attribute("counter-key")!.Value);
        Assert.Equal("@(context.Subscription.Id)", quota.Attribute("counter-key")!.Value);
    }

    [Fact]
    public void Fragment_Caller_OverwritesWhoTheCallerClaimsToBe()
    {
        var headers = XElement.Parse(PolicyDocument.Fragment("caller")).Elements("set-header")
            .ToDictionary(header => header.Attribute("name")!.Value);

        Assert.Equal("@(context.Subscription?.Id ?? \"\")", headers["x-subscription-id"].Element("value")!.Value);
        Assert.Equal("@(context.Product?.Id ?? \"\")", headers["x-product-id"].Element("value")!.Value);
        Assert.Equal("override", headers["x-subscription-id"].Attribute("exists-action")!.Value);
        Assert.Equal("override", headers["x-product-id"].Attribute("exists-action")!.Value);
        Assert.Equal("delete", headers["Ocp-Apim-Subscription-Key"].Attribute("exists-action")!.Value);
    }

    [Fact]
    public void Fragment_Errors_AnswersWithTheirStatusAndWhatTheLimitsSay()
    {
        var responses = XElement.Parse(PolicyDocument.Fragment("errors")).Descendants("return-response").ToList();

        Assert.Equal(
            ["429", "@(context.Response.StatusCode)", "@(context.Response?.StatusCode ?? 500)"],
            responses.Select(response => response.Element("set-status")!.Attribute("code")!.Value));
        Assert.All(responses, response => Assert.Equal("@((string)context.Variables[\"error\"])", response.Element("set-body")!.Value));
        Assert.StartsWith(
            "@(context.Response.Headers.GetValueOrDefault(\"Retry-After\"", PolicyFilesTests.Header(responses[0], "Retry-After"));
        Assert.StartsWith(
            "@(context.Response.Headers.GetValueOrDefault(\"Retry-After\"", PolicyFilesTests.Header(responses[1], "Retry-After"));
        Assert.Equal("0", PolicyFilesTests.Header(responses[0], "X-RateLimit-Remaining"));
    }

    // What is behind the gateway is nobody's business
    [Fact]
    public void Fragment_Errors_TellsOfFailuresWithoutTheirInnards()
    {
        var message = XElement.Parse(PolicyDocument.Fragment("errors")).Element("set-variable")!.Attribute("value")!.Value;

        Assert.StartsWith(
            "@(new JObject(new JProperty(\"error\", (context.Response?.StatusCode ?? 500) >= 500 ? \"the service cannot answer", message);
        Assert.EndsWith(": context.LastError?.Message ?? \"\")).ToString())", message);
    }

    [Fact]
    public void Fragment_RequestId_TakesThePlainIdOfACallerAlone()
    {
        var value = XElement.Parse(PolicyDocument.Fragment("request-id")).Element("set-variable")!.Attribute("value")!.Value;

        Assert.Contains("\"^[!-~]{1,128}$\"", value);
        Assert.EndsWith(": context.RequestId.ToString())", value);
    }

    [Fact]
    public void Fragment_WithAList_RepeatsTheLine()
    {
        var origins = XElement.Parse(PolicyDocument.Fragment("cors", ("origins", new[] { "https://a.example", "https://b.example" })));

        Assert.Equal(["https://a.example", "https://b.example"], origins.Descendants("origin").Select(origin => origin.Value));
    }

    [Fact]
    public void Render_ValueWithMarkup_IsEscaped()
    {
        var text = PolicyDocument.Render("api", ("backendId", "a\"<b>&'c"));

        Assert.Equal("a\"<b>&'c", XElement.Parse(text).Element("inbound")!.Element("set-backend-service")!.Attribute("backend-id")!.Value);
    }

    [Fact]
    public void Render_PlaceWithoutValue_NamesThePlace()
        => Assert.Equal(
            "policy 'parts/quota' wants a value for 'callsPerMonth'",
            Assert.Throws<InvalidOperationException>(() => PolicyDocument.Part("quota")).Message);

    [Fact]
    public void Render_Part_TakesItsPlaceWithAllItsLines()
    {
        var inbound = Tier(PolicyDocument.Part("quota", ("callsPerMonth", 8888)));

        Assert.Equal(["rate-limit-by-key", "quota"], inbound.Elements().Skip(1).Select(statement => statement.Name.LocalName));
        Assert.Equal("8888", inbound.Element("quota")!.Attribute("calls")!.Value);
    }

    [Fact]
    public void Render_Fragments_AreIncludedInTheirOrderAfterWhatTheScopesAboveSay()
        => Assert.Equal(
            ["base", "a", "b"],
            Tier(PolicyDocument.Part("quota", ("callsPerMonth", 1)), "a", "b").Elements().Take(3)
                .Select(statement => statement.Attribute("fragment-id")?.Value ?? statement.Name.LocalName));

    [Fact]
    public void Render_ValueWithoutPlace_NamesTheValue()
        => Assert.Equal(
            "policy 'api' has no place for 'callsPerDay'",
            Assert.Throws<InvalidOperationException>(() => PolicyDocument.Render("api", ("callsPerDay", 1))).Message);

    [Fact]
    public void Render_UnknownPolicy_NamesIt()
        => Assert.Equal(
            "there is no policy 'unknown' in Gateway/Policies",
            Assert.Throws<InvalidOperationException>(() => PolicyDocument.Render("unknown")).Message);

    private static XElement Tier(PolicyPart quota, params string[] fragments)
        => XElement.Parse(PolicyDocument.Render("tier", ("fragments", fragments), ("callsPerMinute", 77), ("quota", quota)))
            .Element("inbound")!;
}

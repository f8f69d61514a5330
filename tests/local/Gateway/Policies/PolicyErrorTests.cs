namespace Platform.Gateway.Tests.Policies;

/// <summary>Documents that the gateway refuses, and where it says that they are at fault.</summary>
public sealed class PolicyErrorTests
{
    [Theory]
    [InlineData("inbound", "<rate-limt />", "api-policy (line 2, column 11): unknown policy <rate-limt>; known: ")]
    [InlineData(
        "inbound", "<set-method verb='GET'>GET</set-method>",
        "api-policy (line 2, column 22): <set-method> has an attribute 'verb', which is unknown here")]
    [InlineData(
        "inbound", "<choose><when condition='true' /><else /></choose>",
        "api-policy (line 2, column 44): <choose> has an element <else>, which is unknown here")]
    [InlineData(
        "inbound", "<cache-store duration='1' />",
        "api-policy (line 2, column 11): <cache-store> stands in the section inbound; allowed: outbound")]
    [InlineData(
        "inbound", "<include-fragment fragment-id='none' />", "api-policy (line 2, column 11): there is no fragment 'none'; there are: ")]
    [InlineData(
        "inbound", "<set-backend-service backend-id='none' />", "api-policy (line 2, column 11): there is no backend 'none'; there are: ")]
    [InlineData(
        "inbound", "<set-variable name='a' value='{{none}}' />",
        "api-policy (line 2, column 33): there is no named value 'none'; there are: ")]
    [InlineData("inbound", "<set-variable name='a' value='@(&quot;a&quot; + nothing)' />",
        "api-policy (line 2, column 58): the expression does not compile: The name 'nothing' does not exist in the current "
        + "context (CS0103)")]
    [InlineData(
        "inbound", "<set-variable name='a' value='@(System.IO.File.Exists(\"a\"))' />",
        "api-policy (line 2, column 42): the expression uses System.IO.File, which policies may not; allowed: ")]
    [InlineData(
        "inbound", "<set-variable name='a' value='@(context' />",
        "api-policy (line 2, column 40): the expression is not closed: @(context")]
    [InlineData(
        "inbound", "<quota-by-key calls='1' renewal-period='299' counter-key='a' />",
        "api-policy (line 2, column 11): 'renewal-period' of <quota-by-key> is '299'; allowed: 0, or 300 and more")]
    [InlineData(
        "inbound", "<quota calls='1' renewal-period='300' />",
        "api-policy (line 2, column 11): <quota> stands in the policy of a scope api; allowed: product")]
    public void Policy_AtFault_StopsTheStart_AndNamesThePlace(string section, string statements, string message)
    {
        var said = Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(section, statements)).Message;

        // What there is instead is a list that grows
        Assert.Equal(message, message.EndsWith(": ", StringComparison.Ordinal) ? said[..Math.Min(message.Length, said.Length)] : said);
    }

    [Theory]
    [InlineData("<policies>\n</inbound></policies>",
        "api-policy (line 2, column 3): the policy is not well-formed: The 'policies' start tag on line 1 position 2 does not match the "
        + "end tag of 'inbound'. Line 2, position 3.")]
    [InlineData("<policies>",
        "api-policy (line 1, column 11): the policy is not well-formed: Unexpected end of file has occurred. The following elements are "
        + "not closed: policies. Line 1, position 11.")]
    [InlineData("", "api-policy (line 1, column 1): the policy is not well-formed: Root element is missing.")]
    [InlineData("<policy />", "api-policy (line 1, column 2): a policy begins with <policies>, not <policy>")]
    [InlineData(
        "<policies><inbund /></policies>", "api-policy (line 1, column 12): <policies> has an element <inbund>, which is unknown here")]
    [InlineData(
        "<policies><inbound /><inbound /></policies>",
        "api-policy (line 1, column 23): <policies> has more than one <inbound>; allowed: one")]
    [InlineData(
        "<policies><inbound>text</inbound></policies>", "api-policy (line 1, column 20): <inbound> has a text, 'text', and takes none")]
    public void Document_AtFault_NamesThePlace(string document, string message)
        => Assert.Equal(message, Assert.Throws<GatewayStartException>(() => PolicyTest.OfApi(document)).Message);

    [Fact]
    public void Expression_OverSeveralLines_ThatDoesNotCompile_NamesTheLineAndTheColumnOfTheXml() => Assert.Equal(
        "api-policy (line 4, column 13): the expression does not compile: The name 'nothing' does not exist in the current "
        + "context (CS0103)",
        Assert.Throws<GatewayStartException>(() => PolicyTest.OfApi(
            "<policies>\n<inbound><set-body>@{\n    var a = &quot;b&quot;;\n    return  "
            + "nothing;\n}</set-body></inbound></policies>")).Message);

    [Fact]
    public void Secret_ThatThePlanKeeps_AsksForAStandIn() => Assert.Equal(
        "api-policy (line 2, column 33): the plan keeps the named value 'kept-value' secret; give a stand-in, as "
        + "Gateway__NamedValues__kept_value=…",
        Assert.Throws<GatewayStartException>(() => PolicyTest.OfPlan(TestPlans.With(
            TestPlans.OfApi(PolicyTest.Document("inbound", "<set-variable name='a' value='{{kept-value}}' />")), "kept", "NamedValue",
            new() { ["displayName"] = "kept-value", ["value"] = "[secret]", ["secret"] = true }))).Message);

    [Theory]
    [InlineData("<fragment><base /></fragment>", "mine (line 1, column 12): a fragment has a <base>; allowed are policies alone")]
    [InlineData("<policies />", "mine (line 1, column 2): a fragment begins with <fragment>, not <policies>")]
    [InlineData("<fragment><nothing /></fragment>", "mine (line 1, column 12): unknown policy <nothing>; known: ")]
    public void Fragment_AtFault_IsThePlaceThatIsNamed(string text, string message) => Assert.StartsWith(
        message, Assert.Throws<GatewayStartException>(() => PolicyTest.OfApi(
            PolicyTest.Document("inbound", "<include-fragment fragment-id='mine' />"), ("mine", text))).Message);
}

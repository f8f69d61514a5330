namespace Platform.Gateway.Tests.Policies;

/// <summary>Documents that the gateway refuses, and where it says that they are at fault.</summary>
public sealed class PolicyErrorTests
{
    [Theory]
    [InlineData("inbound", "<rate-limt />", "api-policy (line 2, column 11): unknown policy <rate-limt>; known: ")]
    [InlineData("inbound", "<set-method verb='GET'>GET</set-method>", "api-policy (line 2, column 22): <set-method> has an attribute 'verb', which is unknown here")]
    [InlineData("inbound", "<choose><when condition='true' /><else /></choose>", "api-policy (line 2, column 44): <choose> has an element <else>, which is unknown here")]
    [InlineData("inbound", "<cache-store duration='1' />", "api-policy (line 2, column 11): <cache-store> stands in the section inbound; allowed: outbound")]
    [InlineData("inbound", "<include-fragment fragment-id='none' />", "api-policy (line 2, column 11): there is no fragment 'none'; there are: ")]
    [InlineData("inbound", "<set-backend-service backend-id='none' />", "api-policy (line 2, column 11): there is no backend 'none'; there are: ")]
    [InlineData("inbound", "<set-variable name='a' value='{{none}}' />", "api-policy (line 2, column 33): there is no named value 'none'; there are: ")]
    [InlineData("inbound", "<set-variable name='a' value='@(&quot;a&quot; + nothing)' />", "api-policy (line 2, column 58): the expression does not compile: The name 'nothing' does not exist in the current context (CS0103)")]
    [InlineData("inbound", "<set-variable name='a' value='@(System.IO.File.Exists(\"a\"))' />", "api-policy (line 2, column 42): the expression uses System.IO.File, which policies may not; allowed: ")]
    [InlineData("inbound", "<set-variable name='a' value='@(context' />", "api-policy (line 2, column 40): the expression is not closed: @(context")]
    [InlineData("inbound", "<quota-by-key calls='1' renewal-period='299' counter-key='a' />", "api-policy (line 2, column 11): 'renewal-period' of <quota-by-key> is '299'; allowed: 0, or 300 and more")]
    [InlineData("inbound", "<quota calls='1' renewal-period='300' />", "api-policy (line 2, column 11): <quota> stands in the policy of a scope api; allowed: product")]
    public void Policy_AtFault_StopsTheStart_AndNamesThePlace(string section, string statements, string message)
    {
        var error = Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(section, statements));

        Assert.StartsWith(message, error.Message);
    }

    [Fact]
    public void Policy_ThatIsNotWellFormed_NamesThePlace() =>
        Assert.StartsWith(
            "api-policy (line 2, column 3): the policy is not well-formed: ",
            Assert.Throws<GatewayStartException>(() => PolicyTest.OfApi("<policies>\n</inbound></policies>")).Message);

    [Fact]
    public void Plan_WithoutAGateway_IsRefused() =>
        Assert.Equal(
            "the plan has no gateway: no resource of the type azure-native:apimanagement:ApiManagementService",
            Assert.Throws<GatewayStartException>(() => PolicyTest.OfPlan("""{"resources":[]}""")).Message);
}

namespace Platform.Gateway.Tests.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/set-query-parameter-policy and rewrite-uri-policy</summary>
public sealed class SetQueryParameterTests
{
    [Theory]
    [InlineData("<set-query-parameter name='a'><value>2</value></set-query-parameter>", "?b=1&a=2")]
    [InlineData(
        "<set-query-parameter name='a' exists-action='override'><value>2</value><value>3</value></set-query-parameter>", "?b=1&a=2&a=3")]
    [InlineData("<set-query-parameter name='a' exists-action='skip'><value>2</value></set-query-parameter>", "?a=1&b=1")]
    [InlineData("<set-query-parameter name='c' exists-action='skip'><value>2</value></set-query-parameter>", "?a=1&b=1&c=2")]
    [InlineData("<set-query-parameter name='a' exists-action='append'><value>2</value></set-query-parameter>", "?a=1&b=1&a=2")]
    [InlineData("<set-query-parameter name='a' exists-action='delete' />", "?b=1")]
    [InlineData("<set-query-parameter name='@(\"a\")' exists-action='@(\"delete\")' />", "?b=1")]
    [InlineData("<set-query-parameter name='a'><value>@(\"x y&amp;z\")</value></set-query-parameter>", "?b=1&a=x%20y%26z")]
    [InlineData("<rewrite-uri template='/other/{id}?c=3' />", "/other/7?c=3&a=1&b=1")]
    [InlineData("<rewrite-uri template='/other' copy-unmatched-params='false' />", "/other")]
    public async Task Address_OfTheBackend_IsAsThePolicySays(string statement, string expected)
    {
        var test = PolicyTest.OfSection("inbound", statement);

        await test.SendAsync("GET", "/api/item/7?a=1&b=1");

        Assert.Equal($"http://backend.example/base{(expected[0] == '?' ? "/item/7" : "")}{expected}", test.Backend.Requests[0].Address);
    }

    [Fact]
    public async Task Action_ThatAnExpressionGetsWrong_IsAnErrorOfTheService()
    {
        var answer = await PolicyTest.OfSection("inbound", "<set-query-parameter name='a' exists-action='@(\"keep\")' />").SendAsync(
            "GET", "/api/item/7");

        Assert.Equal(500, answer.Status);
    }

    [Fact]
    public void Action_ThatIsUnknown_StopsTheStart() => Assert.Equal(
        "api-policy (line 2, column 11): 'exists-action' of <set-query-parameter> is 'keep'; allowed: override, skip, append, delete",
        Assert.Throws<GatewayStartException>(
            () => PolicyTest.OfSection("inbound", "<set-query-parameter name='a' exists-action='keep' />")).Message);
}

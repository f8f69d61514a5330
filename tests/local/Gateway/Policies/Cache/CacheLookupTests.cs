namespace Platform.Gateway.Tests.Policies.Cache;

/// <summary>https://learn.microsoft.com/azure/api-management/cache-lookup-policy and cache-store-policy</summary>
public sealed class CacheLookupTests
{
    private const string Lookup = "<cache-lookup vary-by-developer='false' vary-by-developer-groups='false'>";

    [Fact]
    public async Task Answer_VariesByWhatThePolicyNames_AndByNothingElse()
    {
        var test = Of(
            $"{Lookup}<vary-by-header>Accept</vary-by-header><vary-by-query-parameter>a;b</vary-by-query-parameter></cache-lookup>");

        await test.SendAsync("GET", "/api/item/7?a=1&c=1", null, null, ("Accept", "x"));
        await test.SendAsync("GET", "/api/item/7?a=1&c=2", null, null, ("Accept", "x"), ("Other", "y"));
        Assert.Single(test.Backend.Requests);
        await test.SendAsync("GET", "/api/item/7?a=1", null, null, ("Accept", "z"));
        await test.SendAsync("GET", "/api/item/7?a=1&b=1", null, null, ("Accept", "x"));
        await test.SendAsync("GET", "/api/item/8?a=1", null, null, ("Accept", "x"));
        Assert.Equal(4, test.Backend.Requests.Count);
    }

    [Fact]
    public async Task Answer_OfAnythingButAGet_IsNotKept()
    {
        var test = Of($"{Lookup}</cache-lookup>");

        await test.SendAsync("POST", "/api/item/7", null, "{}");
        await test.SendAsync("POST", "/api/item/7", null, "{}");

        Assert.Equal(2, test.Backend.Requests.Count);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(" allow-private-response-caching='@(true)'", 1)]
    public async Task Answer_ToACallWithAuthorization_IsKeptIfThePolicySaysSo(string attribute, int calls)
    {
        var test = Of($"{Lookup[..^1]}{attribute} />");

        await test.SendAsync("GET", "/api/item/7", null, null, ("Authorization", "a"));
        await test.SendAsync("GET", "/api/item/7", null, null, ("Authorization", "b"));

        Assert.Equal(calls, test.Backend.Requests.Count);
    }

    [Theory]
    [InlineData("", "no-store, must-revalidate, no-cache")]
    [InlineData(" downstream-caching-type='private'", "private, must-revalidate")]
    [InlineData(" downstream-caching-type='@(\"pub\" + \"lic\")' must-revalidate='@(false)'", "public")]
    public async Task Caller_IsToldWhetherToKeepAnAnswer(string attributes, string expected) => Assert.Equal(
        expected, (await Of($"{Lookup[..^1]}{attributes} />").SendAsync("GET", "/api/item/7")).Header("Cache-Control"));

    [Theory]
    [InlineData(2 << 20, 1)]
    [InlineData((2 << 20) + 1, 2)]
    public async Task Answer_ThatIsTooLarge_IsNotKept(int bytes, int calls)
    {
        var test = Of($"{Lookup}</cache-lookup>");
        test.Backend.Body = new string('a', bytes);

        await test.SendAsync("GET", "/api/item/7");
        Assert.Equal(bytes, (await test.SendAsync("GET", "/api/item/7")).Body.Length);
        Assert.Equal(calls, test.Backend.Requests.Count);
    }

    [Theory]
    [InlineData("", 404, 2)]
    [InlineData(" cache-response='@(context.Response.StatusCode == 404)'", 404, 1)]
    public async Task Answer_ThatIsNo200_IsKeptIfThePolicySaysSo(string attribute, int status, int calls)
    {
        var test = Of($"{Lookup}</cache-lookup>", attribute);
        test.Backend.Status = status;

        await test.SendAsync("GET", "/api/item/7");
        Assert.Equal(status, (await test.SendAsync("GET", "/api/item/7")).Status);
        Assert.Equal(calls, test.Backend.Requests.Count);
    }

    [Fact]
    public void Policy_TwiceInASection_StopsTheStart() => Assert.Equal(
        "api-policy (line 1, column 109): <cache-lookup> stands a second time in the section inbound; it can only be used once there",
        Assert.Throws<GatewayStartException>(() => Of($"{Lookup}</cache-lookup>{Lookup}</cache-lookup>")).Message);

    private static PolicyTest Of(string lookup, string attributes = "") => PolicyTest.OfApi(
        $"<policies><inbound>{lookup}</inbound><backend><forward-request /></backend><outbound><cache-store duration='60'{attributes} "
        + "/></outbound><on-error /></policies>");
}

namespace Platform.Gateway.Tests.Policies.Cache;

/// <summary>
/// https://learn.microsoft.com/azure/api-management/cache-store-value-policy, cache-lookup-value-policy and cache-remove-value-policy
/// </summary>
public sealed class CacheValueTests
{
    private const string Keep = "<choose><when condition='@(context.Request.Method == \"POST\")'>"
        + "<cache-store-value key='k' value='@(context.Request.Headers.GetValueOrDefault(\"v\", \"\"))' duration='60' /></when></choose>";

    private const string Show =
        "<set-header name='seen'><value>@(context.Variables.GetValueOrDefault(\"found\", \"none\"))</value></set-header>";

    [Fact]
    public async Task Value_IsFound_UntilItsTimeIsOver()
    {
        var test = PolicyTest.OfSection("inbound", $"{Keep}<cache-lookup-value key='k' variable-name='found' />{Show}");

        Assert.Equal("none", await SeenAsync(test, "GET", "x"));
        Assert.Equal("x", await SeenAsync(test, "POST", "x"));
        test.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("x", await SeenAsync(test, "GET", "y"));
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("none", await SeenAsync(test, "GET", "y"));
    }

    [Fact]
    public async Task Value_ThatIsMissing_IsTheDefault_AndOneThatIsRemovedIsMissing()
    {
        var test = PolicyTest.OfSection(
            "inbound",
            $"{Keep}<choose><when condition='@(context.Request.Headers.ContainsKey(\"gone\"))'><cache-remove-value key='k' "
            + $"/></when></choose><cache-lookup-value key='k' variable-name='found' default-value='@(\"d\")' />{Show}");

        Assert.Equal("x", await SeenAsync(test, "POST", "x"));
        await test.SendAsync("GET", "/api/item/7", null, null, ("gone", "1"));
        Assert.Equal("d", await SeenAsync(test, "GET", "x"));
    }

    [Theory]
    [InlineData("<cache-lookup-value key='k' />", "<cache-lookup-value> has no attribute 'variable-name', which it needs")]
    [InlineData("<cache-store-value key='k' value='v' />", "<cache-store-value> has no attribute 'duration', which it needs")]
    [InlineData(
        "<cache-remove-value key='k' caching-type='external' />",
        "'caching-type' of <cache-remove-value> is 'external'; allowed: prefer-external, internal")]
    public void Policy_AtFault_StopsTheStart(string statement, string message) => Assert.Equal(
        $"api-policy (line 2, column 11): {message}",
        Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection("inbound", statement)).Message);

    private static async Task<string> SeenAsync(PolicyTest test, string method, string value)
    {
        await test.SendAsync(method, "/api/item/7", null, null, ("v", value));
        return test.Backend.Requests[^1].Headers["seen"];
    }
}

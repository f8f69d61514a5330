using Platform.Gateway.Calls;

namespace Platform.Gateway.Tests.Calls;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("/v2/models/iris", "/v2/models/iris")]
    [InlineData("/a b/é/100%", "/a%20b/%C3%A9/100%25")]
    [InlineData("/a%2Fb%2fc", "/a%2Fb%2Fc")]
    [InlineData("/%2e%2e/metrics", "/%252e%252e/metrics")]
    [InlineData("/a?b#c", "/a%3Fb%23c")]
    public void Path_IsEncodedOnce(string decoded, string encoded) => Assert.Equal(encoded, PathText.Encode(decoded));

    [Theory]
    [InlineData("/api/item/%252e%252e", "http://backend.example/base/item/%252e%252e")]
    [InlineData("/api/item/a%2Fb", "http://backend.example/base/item/a%2Fb")]
    [InlineData("/api/item/a%20b", "http://backend.example/base/item/a%20b")]
    public async Task Backend_GetsThePathAsItWasGiven(string path, string expected)
    {
        var test = PolicyTest.OfSection("inbound", "");

        await test.SendAsync("GET", path);

        Assert.Equal(expected, test.Backend.Requests[0].Address);
    }

    [Fact]
    public async Task Parameter_IsDecoded_WhereItIsUsed()
    {
        var test = PolicyTest.OfSection(
            "inbound", "<set-header name='id'><value>@(context.Request.MatchedParameters[\"id\"])</value></set-header>");

        await test.SendAsync("GET", "/api/item/a%2Fb%20c");

        Assert.Equal("a/b c", test.Backend.Requests[0].Headers["id"]);
    }
}

namespace Platform.Gateway.Tests.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/cors-policy</summary>
public sealed class CorsTests
{
    private const string Allowed = "<allowed-origins><origin>https://a.example/</origin></allowed-origins>"
        + "<allowed-methods preflight-result-max-age='300'><method>POST</method></allowed-methods><allowed-headers><header>x-one<"
        + "/header></allowed-headers><expose-headers><header>x-two</header></expose-headers>";

    [Fact]
    public async Task Preflight_OfWhatIsAllowed_SaysSo()
    {
        var answer = await PreflightAsync(
            Of($"<cors allow-credentials='true'>{Allowed}</cors>"), ("Access-Control-Request-Headers", "X-One"));

        Assert.Equal(
            (200, "https://a.example", "POST", "X-One", "true", "300"),
            (answer.Status, answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Methods"),
                answer.Header("Access-Control-Allow-Headers"), answer.Header("Access-Control-Allow-Credentials"), answer.Header(
                    "Access-Control-Max-Age")));
    }

    [Theory]
    [InlineData("Origin", "https://b.example")]
    [InlineData("Access-Control-Request-Method", "GET")]
    [InlineData("Access-Control-Request-Headers", "x-one,x-three")]
    public async Task Preflight_OfAnythingElse_IsAnEmpty200(string header, string value)
    {
        var answer = await PreflightAsync(Of($"<cors>{Allowed}</cors>"), (header, value));

        Assert.Equal((200, "", null), (answer.Status, answer.Body, answer.Header("Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("false", "https://b.example")]
    [InlineData("true", null)]
    public async Task Preflight_ThatTheFirstPolicyDoesNotMatch_IsTheNextOnes_UnlessItIsToEndThere(string terminates, string? allowed)
    {
        var other = Allowed.Replace("https://a.example/", "https://b.example");
        var global = $"<policies><inbound><cors>{other}</cors></inbound><backend><forward-request /></backend><outbound /><on-error "
            + "/></policies>";
        var test = PolicyTest.OfPlan(TestPlans.With(
            TestPlans.OfApi(
                $"<policies><inbound><cors terminate-unmatched-request='{terminates}'>{Allowed}</cors><base /></inbound><backend><base "
                + "/></backend><outbound /><on-error /></policies>"),
            "global", "Policy", new() { ["format"] = "xml", ["value"] = global }));

        Assert.Equal(allowed, (await PreflightAsync(test, ("Origin", "https://b.example"))).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Call_OfAnAllowedOrigin_IsAnsweredWithItsHeaders()
    {
        var answer = await Of($"<cors>{Allowed}</cors>").SendAsync("GET", "/api/item/7", null, null, ("Origin", "https://a.example"));

        Assert.Equal(
            (200, "https://a.example", "x-two", "Origin"),
            (answer.Status, answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Expose-Headers"), answer.Header(
                "Vary")));
    }

    [Theory]
    [InlineData("GET", "", 1)]
    [InlineData("GET", " terminate-unmatched-request='true'", 0)]
    [InlineData("POST", " terminate-unmatched-request='true'", 1)]
    public async Task Call_OfAnotherOrigin_GoesOnWithoutThem_OrEndsIfItIsSimple(string method, string attribute, int calls)
    {
        var test = Of($"<cors{attribute}>{Allowed}</cors>");

        var answer = await test.SendAsync(method, "/api/item/7", null, null, ("Origin", "https://b.example"));

        Assert.Equal((200, null, calls), (answer.Status, answer.Header("Access-Control-Allow-Origin"), test.Backend.Requests.Count));
    }

    [Fact]
    public void Policy_WithoutWhatItNeeds_StopsTheStart() => Assert.Equal(
        "api-policy (line 2, column 11): <cors> needs <allowed-origins> with an <origin>, and <allowed-headers> with a <header>",
        Assert.Throws<GatewayStartException>(() => Of("<cors><allowed-origins><origin>*</origin></allowed-origins></cors>")).Message);

    private static PolicyTest Of(string statement) => PolicyTest.OfSection("inbound", statement);

    private static Task<GatewayAnswer> PreflightAsync(PolicyTest test, (string Name, string Value) header)
    {
        var headers = new Dictionary<string, string> { ["Origin"] = "https://a.example", ["Access-Control-Request-Method"] = "POST" };
        headers[header.Name] = header.Value;
        return test.SendAsync("OPTIONS", "/api/item/7", null, null, [.. headers.Select(each => (each.Key, each.Value))]);
    }
}

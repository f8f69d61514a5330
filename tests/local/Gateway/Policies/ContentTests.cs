namespace Platform.Gateway.Tests.Policies;

/// <summary>Bodies that are checked, answers that are made up, tokens and metrics.</summary>
public sealed class ContentTests
{
    private const string Check = "<validate-content unspecified-content-type-action='prevent' max-size='4' size-exceeded-action='prevent' "
        + "errors-variable-name='e' />";

    private const string Document = """
        {"paths":{"/item/{id}":{"post":{"requestBody":{"content":{"application/json":{}}},
        "responses":{"200":{"content":{"application/json":{"example":{"a":1}},"text/plain":{"examples":{"one":{"value":"A"}}}}},"202":{"content":{"text/csv":{}}}}}}}}
        """;

    [Theory]
    [InlineData("1234", "application/json; charset=utf-8", 200, null)]
    [InlineData("12345", "application/json", 400, "Body of the request is 5 bytes; the limit is 4.")]
    [InlineData("1234", "text/plain", 400, "Content type 'text/plain' of the request is not specified.")]
    [InlineData("1234", null, 400, "Content type '' of the request is not specified.")]
    [InlineData("", null, 200, null)]
    public async Task ValidateContent_OfARequest_RefusesSizeAndType(string body, string? type, int status, string? message)
    {
        var test = Of("inbound", Check);
        (string, string)[] headers = type is null ? [] : [("Content-Type", type)];

        var answer = await test.SendAsync("POST", "/api/item/7", null, body, headers);

        Assert.Equal((status, status == 200 ? 1 : 0), (answer.Status, test.Backend.Requests.Count));
        if (message is not null)
            Assert.Equal($$"""{ "statusCode": 400, "message": "{{message}}" }""", answer.Body);
    }

    [Theory]
    [InlineData("1234", "application/json", 200)]
    [InlineData("12345", "application/json", 502)]
    [InlineData("1234", "image/png", 502)]
    public async Task ValidateContent_OfAnAnswer_IsABadGateway(string body, string type, int status)
    {
        var test = Of("outbound", Check);
        (test.Backend.Body, test.Backend.Headers["Content-Type"]) = (body, type);

        Assert.Equal(status, (await test.SendAsync("POST", "/api/item/7")).Status);
    }

    [Fact]
    public async Task ValidateContent_ThatDetects_LetsPassAndSays()
    {
        var test = Of("inbound", Check.Replace("prevent", "detect")
            + "<set-header name='e'><value>@((string)context.Variables[\"e\"])</value></set-header>");

        await test.SendAsync("POST", "/api/item/7", null, "12345", ("Content-Type", "application/json"));

        Assert.Equal("Body of the request is 5 bytes; the limit is 4.", test.Backend.Requests[0].Headers["e"]);
    }

    [Theory]
    [InlineData("max-size='102401'", "column 11): 'max-size' of <validate-content> is '102401'; allowed: whole numbers from 1 to 102400")]
    [InlineData(
        "max-size='4'><content type='application/json' validate-as='json' action='prevent' /></validate-content>",
        "column 115): <content> validates by a schema, which is not done here; size and type are")]
    public void ValidateContent_BeyondWhatIsDone_StopsTheStart(string rest, string message) => Assert.Equal(
        $"api-policy (line 2, {message}",
        Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(
            "inbound",
            $"<validate-content unspecified-content-type-action='prevent' size-exceeded-action='prevent' {rest}{(rest.EndsWith('>')
            ? ""
            : " />")}")).Message);

    [Theory]
    [InlineData("", 200, "application/json", """{"a":1}""")]
    [InlineData("content-type='text/plain'", 200, "text/plain", "A")]
    [InlineData("status-code='202'", 202, "text/csv", "")]
    [InlineData("status-code='404' content-type='text/html'", 404, "text/html", "")]
    public async Task MockResponse_AnswersWithTheExampleOfTheDocument(string attributes, int status, string type, string body)
    {
        var test = Of("inbound", $"<mock-response {attributes} />");

        var answer = await test.SendAsync("POST", "/api/item/7");

        Assert.Equal((status, type, body, 0), (answer.Status, answer.Header("Content-Type"), answer.Body, test.Backend.Requests.Count));
    }

    [Fact]
    public async Task ManagedIdentity_GivesTheBackend_AStandInForTheResource()
    {
        var test = PolicyTest.OfSection("inbound", "<authentication-managed-identity resource='https://a.example' />");

        await test.SendAsync("GET", "/api/item/7");

        Assert.Equal("Bearer stand-in.system.https://a.example", test.Backend.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task EmitMetric_IsMeasured_WithItsDimensions()
    {
        using var measured = new Measurements("of-emit-metric");
        var test = PolicyTest.OfSection(
            "inbound", "<emit-metric name='n' value='@(1.5)' namespace='of-emit-metric'><dimension name='API ID' /><dimension name='m' "
            + "value='@(context.Request.Method)' /></emit-metric>");

        await test.SendAsync("GET", "/api/item/7");

        Assert.Equal(["n 1.5 API ID=api m=GET"], measured.All);
    }

    [Fact]
    public void EmitMetric_OfAnUnknownDimension_StopsTheStart()
        => Assert.Equal(
            "api-policy (line 2, column 33): the dimension 'Nothing' has no value; without one there are: "
            + "API ID, Gateway ID, Location, Operation ID, Product ID, Subscription ID, User ID",
            Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(
                "inbound", "<emit-metric name='a'><dimension name='Nothing' /></emit-metric>")).Message);

    private static PolicyTest Of(string section, string statement)
        => PolicyTest.OfPlan(TestPlans.OfDocument(Document, PolicyTest.Document(section, statement)));
}

namespace Platform.Gateway.Tests.Policies;

/// <summary>Single policies, executed.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("<set-header name='a' exists-action='override'><value>1</value></set-header>", "1")]
    [InlineData("<set-header name='a' exists-action='skip'><value>1</value></set-header>", "0")]
    [InlineData("<set-header name='a' exists-action='append'><value>1</value></set-header>", "0,1")]
    [InlineData("<set-header name='a' exists-action='delete' />", null)]
    [InlineData(
        "<set-header name='a'><value>@(context.Request.MatchedParameters[&quot;id&quot;] + "
        + "context.Request.IpAddress)</value></set-header>", "7192.0.2.1")]
    public async Task SetHeader_OfARequest_DoesAsItsActionSays(string statement, string? expected)
    {
        var test = PolicyTest.OfSection("inbound", statement);

        await test.SendAsync("GET", "/api/item/7", null, null, ("a", "0"));

        Assert.Equal(expected, test.Backend.Requests[0].Headers.GetValueOrDefault("a"));
    }

    [Theory]
    [InlineData("<rewrite-uri template='/put/{id}' />", "http://backend.example/base/put/7?a=b")]
    [InlineData("<rewrite-uri template='/put' copy-unmatched-params='false' />", "http://backend.example/base/put")]
    [InlineData("<set-query-parameter name='a'><value>c</value></set-query-parameter>", "http://backend.example/base/item/7?a=c")]
    [InlineData("<set-backend-service base-url='https://other.example' />", "https://other.example/item/7?a=b")]
    public async Task Address_IsChanged_AsThePolicySays(string statement, string expected)
    {
        var test = PolicyTest.OfSection("inbound", statement);

        await test.SendAsync("GET", "/api/item/7?a=b");

        Assert.Equal(expected, test.Backend.Requests[0].Address);
    }

    [Fact]
    public async Task LastError_OfANestedPolicy_SaysWhereAndWhat()
    {
        var test = PolicyTest.OfApi(
            "<policies><inbound><choose><when condition='@(true)'><check-header id='mine' name='a' failed-check-httpcode='400' "
            + "failed-check-error-message='no' ignore-case='true' /></when></choose></inbound><backend /><outbound /><on-error>"
            + "<set-header name='error'><value>@(context.LastError.Source + \"|\" + context.LastError.Reason + \"|\" + "
            + "context.LastError.Message + \"|\" + context.LastError.Scope + \"|\" + context.LastError.Section + \"|\" + "
            + "context.LastError.Path + \"|\" + context.LastError.PolicyId)</value></set-header></on-error></policies>");

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal(
            "check-header|HeaderNotFound|Header a was not found in the request. Access "
            + "denied.|api|inbound|inbound/choose[1]/when[1]/check-header[1]|mine",
            answer.Header("error"));
        Assert.Equal((400, """{ "statusCode": 400, "message": "no" }"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Expression_ThatFails_IsAnErrorOfTheService()
    {
        var test = PolicyTest.OfSection("inbound", "<set-variable name='a' value='@(int.Parse(\"a\"))' />");

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal(500, answer.Status);
        Assert.StartsWith("""{ "statusCode": 500, "message": "Internal server error", "activityId": """, answer.Body);
    }

    [Fact]
    public async Task SetBody_OfAnAnswer_MayReadTheBackends()
    {
        var test = PolicyTest.OfSection(
            "outbound", "<set-body>@(context.Response.Body.As&lt;JObject&gt;(true)[\"a\"].ToString() + \"!\")</set-body>");
        test.Backend.Body = """{"a":"b"}""";

        Assert.Equal("b!", (await test.SendAsync("GET", "/api/item/7")).Body);
    }
}

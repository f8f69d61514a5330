namespace Platform.Gateway.Tests.Policies.Transform;

/// <summary>What a caller writes begins no line of a head, to the backend or back.</summary>
public sealed class HeaderInjectionTests
{
    private const string Given = "@(context.Request.OriginalUrl.Query.GetValueOrDefault(\"x\", \"\"))";

    [Theory]
    [InlineData("inbound", "<set-header name='a'><value>" + Given + "</value></set-header>")]
    [InlineData("outbound", "<set-header name='a'><value>" + Given + "</value></set-header>")]
    [InlineData("outbound", "<set-status code='200' reason='" + Given + "' />")]
    [InlineData("inbound", "<return-response><set-header name='a'><value>" + Given + "</value></set-header></return-response>")]
    [InlineData("inbound", "<return-response><set-status code='200' reason='" + Given + "' /></return-response>")]
    [InlineData("inbound", "<set-header name='" + Given + "'><value>b</value></set-header>")]
    [InlineData("inbound", "<set-method>" + Given + "</set-method>")]
    [InlineData("inbound", "<authentication-managed-identity resource='" + Given + "' />")]
    public async Task LineBreak_OfACaller_IsAnErrorOfTheService(string section, string statement)
    {
        var test = PolicyTest.OfSection(section, statement);

        var answer = await test.SendAsync("GET", "/api/item/7?x=1%0d%0aSet-Cookie:b");

        Assert.StartsWith("""{ "statusCode": 500, "message": "Internal server error", "activityId": """, answer.Body);
        Assert.Equal((500, null, null), (answer.Status, answer.Header("Set-Cookie"), answer.Header("a")));
    }

    [Fact]
    public async Task Address_WithALineBreakOfACaller_IsEscaped()
    {
        var test = PolicyTest.OfSection(
            "inbound",
            $"<rewrite-uri template='@(\"/\" + {Given[2..^1]})' /><set-query-parameter "
            + $"name='q'><value>{Given}</value></set-query-parameter>");

        await test.SendAsync("GET", "/api/item/7?x=1%0d%0aHost:b");

        Assert.DoesNotContain('\n', test.Backend.Requests[0].Address);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("transfer-encoding")]
    [InlineData("Connection")]
    public void Header_ThatFramesTheMessage_StopsTheStart(string name) => Assert.Equal(
        $"api-policy (line 2, column 11): <set-header> names {name}, which cannot be modified or deleted",
        Assert.Throws<GatewayStartException>(
            () => PolicyTest.OfSection("inbound", $"<set-header name='{name}'><value>1</value></set-header>")).Message);
}

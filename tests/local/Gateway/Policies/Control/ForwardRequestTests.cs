namespace Platform.Gateway.Tests.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/forward-request-policy</summary>
public sealed class ForwardRequestTests
{
    [Theory]
    [InlineData("fail-on-error-status-code='true'", 399, "")]
    [InlineData("fail-on-error-status-code='true'", 400, "failed")]
    [InlineData("fail-on-error-status-code='@(true)'", 503, "failed")]
    [InlineData("fail-on-error-status-code='false'", 503, "")]
    [InlineData("timeout='@(60)' buffer-response='false' follow-redirects='false'", 500, "")]
    public async Task Answer_OfAnError_GoesToOnError_IfThePolicySaysSo(string attributes, int status, string error)
    {
        var test = PolicyTest.OfApi(
            $"<policies><inbound /><backend><forward-request {attributes} /></backend><outbound /><on-error><set-header "
            + "name='error'><value>failed</value></set-header></on-error></policies>");
        test.Backend.Status = status;

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal((status, error), (answer.Status, answer.Header("error") ?? ""));
    }

    [Fact]
    public async Task Call_WithoutForwarding_IsAnsweredBy200_AfterOutbound()
    {
        var test = PolicyTest.OfApi(
            "<policies><inbound /><backend /><outbound><set-header name='a'><value>b</value></set-header></outbound><on-error "
            + "/></policies>");

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal((200, "b", ""), (answer.Status, answer.Header("a"), answer.Body));
        Assert.Empty(test.Backend.Requests);
    }
}

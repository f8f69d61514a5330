namespace Platform.Gateway.Tests.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/ip-filter-policy; the caller is 192.0.2.1.</summary>
public sealed class IpFilterTests
{
    private const string NotAllowed = "Caller IP address 192.0.2.1 is not allowed. Access denied.";
    private const string Blocked = "Caller IP address is blocked. Access denied.";

    [Theory]
    [InlineData("allow", "<address-range from='192.0.2.0' to='192.0.2.2' />", null)]
    [InlineData("allow", "<address-range from='192.0.2.1' to='192.0.2.1' />", null)]
    [InlineData("allow", "<address-range from='192.0.2.2' to='192.0.2.9' />", NotAllowed)]
    [InlineData("allow", "<address-range from='191.0.0.0' to='192.0.2.0' />", NotAllowed)]
    [InlineData("allow", "<address>192.0.2.1</address>", null)]
    [InlineData("allow", "<address>192.0.2.9</address><address>@(\"192.0.2.\" + 1)</address>", null)]
    [InlineData("allow", "<address>2001:db8::1</address>", NotAllowed)]
    [InlineData("forbid", "<address>192.0.2.1</address>", Blocked)]
    [InlineData("forbid", "<address>192.0.2.9</address>", null)]
    [InlineData("@(\"forbid\")", "<address-range from='192.0.2.0' to='192.0.2.255' />", Blocked)]
    public async Task Caller_IsComparedWithTheAddresses(string action, string addresses, string? message)
    {
        var answer = await PolicyTest.OfSection("inbound", $"<ip-filter action='{action}'>{addresses}</ip-filter>").SendAsync(
            "GET", "/api/item/7");

        Assert.Equal(
            message is null ? (200, "{}") : (403, $$"""{ "statusCode": 403, "message": "{{message}}" }"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(
        "<ip-filter action='deny'><address>192.0.2.1</address></ip-filter>",
        "11): 'action' of <ip-filter> is 'deny'; allowed: allow, forbid")]
    [InlineData("<ip-filter><address>192.0.2.1</address></ip-filter>", "11): <ip-filter> has no attribute 'action', which it needs")]
    [InlineData("<ip-filter action='allow' />", "11): <ip-filter> has neither an <address> nor an <address-range>, of which it needs one")]
    [InlineData("<ip-filter action='allow'><address>here</address></ip-filter>", "37): <address> has 'here'; allowed: IP addresses")]
    [InlineData(
        "<ip-filter action='allow'><address-range from='192.0.2.1' /></ip-filter>",
        "37): <address-range> has no attribute 'to', which it needs")]
    public void Policy_AtFault_StopsTheStart(string statement, string message) => Assert.Equal(
        $"api-policy (line 2, column {message}",
            Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection("inbound", statement)).Message);
}

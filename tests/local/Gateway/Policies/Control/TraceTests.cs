using Microsoft.Extensions.Logging;

namespace Platform.Gateway.Tests.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/trace-policy</summary>
public sealed class TraceTests
{
    [Theory]
    [InlineData("", LogLevel.Debug)]
    [InlineData(" severity='information'", LogLevel.Information)]
    [InlineData(" severity='error'", LogLevel.Error)]
    public async Task Trace_IsALineOfTheLog_AsSevereAsItSays(string severity, LogLevel level)
    {
        var test = PolicyTest.OfSection(
            "inbound",
            $"<trace source='mine'{severity}><message>@(\"of \" + context.Request.Method)</message><metadata name='a' "
            + "value='@(\"b\")' /></trace>");

        await test.SendAsync("GET", "/api/item/7");

        var line = Assert.Single(test.Log.Lines);
        Assert.Equal((level, true), (line.Level, line.Text.EndsWith(": mine: of GET a=b", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Trace_OfAnExpression_IsALineToo()
    {
        var test = PolicyTest.OfSection("inbound", "<set-variable name='a' value='@{ context.Trace(\"here\"); return 1; }' />");

        await test.SendAsync("GET", "/api/item/7");

        Assert.EndsWith(": here", Assert.Single(test.Log.Lines).Text);
    }

    [Fact]
    public void Trace_WithoutAMessage_StopsTheStart() => Assert.Equal(
        "api-policy (line 2, column 11): <trace> has no <message>, which it needs",
        Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection("inbound", "<trace source='a' />")).Message);
}

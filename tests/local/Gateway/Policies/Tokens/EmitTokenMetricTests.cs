namespace Platform.Gateway.Tests.Policies.Tokens;

/// <summary>https://learn.microsoft.com/azure/api-management/llm-emit-token-metric-policy</summary>
public sealed class EmitTokenMetricTests
{
    [Fact]
    public async Task Answer_IsMeasured_InItsThreeParts_WithItsDimensions()
    {
        using var measured = new Measurements("whole-answer");
        var test = PolicyTest.OfSection(
            "inbound",
            "<llm-emit-token-metric namespace='whole-answer'><dimension name='API ID' /><dimension name='who' "
            + "value='@(context.Request.IpAddress)' /></llm-emit-token-metric>");
        test.Backend.Body = """{"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""";

        await test.SendAsync("POST", "/api/item/7", null, "{}");

        Assert.Equal(
            ["Total Tokens 7 API ID=api who=192.0.2.1", "Prompt Tokens 3 API ID=api who=192.0.2.1",
                "Completion Tokens 4 API ID=api who=192.0.2.1"],
            measured.All);
    }

    [Fact]
    public async Task Stream_IsMeasuredAtItsEnd_BesideALimit()
    {
        using var measured = new Measurements("of-a-stream");
        var test = PolicyTest.OfSection(
            "inbound",
            "<llm-token-limit counter-key='a' tokens-per-minute='9' /><llm-emit-token-metric namespace='of-a-stream'><dimension "
            + "name='Location' /></llm-emit-token-metric>");
        test.Backend.Headers["Content-Type"] = "text/event-stream; charset=utf-8";
        test.Backend.Pieces = ["data: {\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":1}}\n\n"];

        await test.SendAsync("POST", "/api/item/7", null, """{"stream":true}""");

        Assert.Equal(
            ["Total Tokens 9 Location=local", "Prompt Tokens 8 Location=local", "Completion Tokens 1 Location=local"], measured.All);
    }

    [Fact]
    public async Task Call_ThatFails_IsNotMeasured()
    {
        using var measured = new Measurements("of-a-failure");
        var test = PolicyTest.OfSection(
            "inbound", "<llm-emit-token-metric namespace='of-a-failure'><dimension name='Backend ID' /></llm-emit-token-metric>");
        test.Backend.IsDown = true;

        await test.SendAsync("POST", "/api/item/7", null, "{}");

        Assert.Empty(measured.All);
    }

    [Theory]
    [InlineData("", "api-policy (line 2, column 11): <llm-emit-token-metric> has 0 dimensions; allowed: 1 to 5")]
    [InlineData(
        "<dimension name='Client IP' />", "api-policy (line 2, column 34): the dimension 'Client IP' has no value; without one there are: "
        + "API ID, Backend ID, Gateway ID, Location, Operation ID, Product ID, Subscription ID, User ID")]
    public void Dimensions_AtFault_StopTheStart(string dimensions, string message) => Assert.Equal(
        message, Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(
            "inbound", $"<llm-emit-token-metric>{dimensions}</llm-emit-token-metric>")).Message);
}

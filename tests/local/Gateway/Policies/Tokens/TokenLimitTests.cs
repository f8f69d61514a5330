using System.Globalization;

namespace Platform.Gateway.Tests.Policies.Tokens;

/// <summary>https://learn.microsoft.com/azure/api-management/llm-token-limit-policy</summary>
public sealed class TokenLimitTests
{
    private const string Ask = """{"messages":[{"role":"user","content":"12345678"}]}""";
    private const string AskForEvents = """{"stream":true,"messages":[{"role":"user","content":[{"type":"text","text":"12345678"}]}]}""";

    private const string Rate = "<llm-token-limit counter-key='a' tokens-per-minute='100' estimate-prompt-tokens='false' "
        + "remaining-tokens-header-name='left' tokens-consumed-header-name='took' remaining-tokens-variable-name='l' />";

    [Fact]
    public async Task Rate_BelowAndAtTheLimit_LetsPass_AndAboveIsRefused_UntilAMinuteIsOver()
    {
        var test = Of(Rate);
        test.Backend.Body = Usage(49, 50);

        var below = await SendAsync(test);
        Assert.Equal((200, "1", "99"), (below.Status, below.Header("left"), below.Header("took")));
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        test.Backend.Body = Usage(1, 0);
        var at = await SendAsync(test);
        Assert.Equal((200, "0", "1"), (at.Status, at.Header("left"), at.Header("took")));

        var refused = await SendAsync(test);
        Assert.Equal(
            (429, "59", "0", """{ "statusCode": 429, "message": "Token limit is exceeded. Try again in 59 seconds." }"""),
            (refused.Status, refused.Header("Retry-After"), refused.Header("left"), refused.Body));
        test.Clock.Advance(TimeSpan.FromSeconds(58.9));
        Assert.Equal(429, (await SendAsync(test)).Status);
        test.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(200, (await SendAsync(test)).Status);
    }

    [Fact]
    public async Task Rate_WithoutEstimates_IsFoundToBeExceededByAnAnswer_AndBlocksWhatFollows()
    {
        var test = Of(Rate);
        test.Backend.Body = Usage(500, 500);

        Assert.Equal((200, "0"), (await SendAsync(test)) is var first ? (first.Status, first.Header("left")) : default);
        Assert.Equal(429, (await SendAsync(test)).Status);
    }

    [Fact]
    public async Task Rate_WithEstimates_RefusesAPromptThatDoesNotFit_BeforeTheModelSeesIt()
    {
        var test = Of("<llm-token-limit counter-key='a' tokens-per-minute='3' estimate-prompt-tokens='true' />");
        test.Backend.Body = Usage(1, 0);

        Assert.Equal(200, (await SendAsync(test)).Status);
        Assert.Equal(200, (await SendAsync(test)).Status);
        Assert.Equal(429, (await SendAsync(test)).Status);
        Assert.Equal(2, test.Backend.Requests.Count);
    }

    [Fact]
    public async Task Rate_WithEstimates_KeepsRoomForCallsThatAreNotOverYet()
    {
        var test = Of("<llm-token-limit counter-key='a' tokens-per-minute='3' estimate-prompt-tokens='true' />");
        var answer = new TaskCompletionSource();
        (test.Backend.Gate, test.Backend.Body) = (answer.Task, Usage(0, 1));

        var first = SendAsync(test);
        var second = await SendAsync(test);
        answer.SetResult();

        Assert.Equal((200, 429), ((await first).Status, second.Status));
        Assert.Equal(200, (await SendAsync(test)).Status);
    }

    [Fact]
    public async Task Call_ThatFails_TakesNothing()
    {
        var test = Of("<llm-token-limit counter-key='a' tokens-per-minute='2' estimate-prompt-tokens='true' />");
        test.Backend.IsDown = true;
        Assert.Equal(500, (await SendAsync(test)).Status);
        (test.Backend.IsDown, test.Backend.Status) = (false, 400);
        Assert.Equal(400, (await SendAsync(test)).Status);
        test.Backend.Status = 200;

        Assert.Equal(200, (await SendAsync(test)).Status);
        Assert.Equal(429, (await SendAsync(test)).Status);
    }

    [Fact]
    public async Task Stream_ThatSaysWhatItTook_IsPassedOnAsItComes_AndCounted()
    {
        var test = Of(Rate);
        test.Backend.Headers["Content-Type"] = "text/event-stream";
        test.Backend.Pieces = [
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\nda",
            "ta: {\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":10}}\n\n", "data: [DONE]\n\n",
        ];

        var answer = await SendAsync(test, AskForEvents);

        Assert.Equal((200, string.Concat(test.Backend.Pieces)), (answer.Status, answer.Body));
        Assert.Equal(("98", null), (answer.Header("left"), answer.Header("took")));
        Assert.Equal(429, (await SendAsync(test, AskForEvents)).Status);
    }

    [Fact]
    public async Task Stream_ThatDoesNotSay_IsEstimated()
    {
        var test = Of("<llm-token-limit counter-key='a' tokens-per-minute='10' remaining-tokens-header-name='left' />");
        test.Backend.Headers["Content-Type"] = "text/event-stream";
        test.Backend.Pieces = [
            "data: {\"choices\":[{\"delta\":{\"content\":\"1234\"}}]}\n\n", "data: {\"choices\":[{\"delta\":{\"content\":\"5678\"}}]}\n\n",
        ];

        Assert.Equal("8", (await SendAsync(test, AskForEvents)).Header("left"));
        // 2 of the prompt and 2 of the answer before, and 2 of this prompt
        Assert.Equal("4", (await SendAsync(test, AskForEvents)).Header("left"));
    }

    [Theory]
    [InlineData("Hourly", 30 * 60)]
    [InlineData("Daily", (23 * 60 + 30) * 60)]
    [InlineData("Weekly", (5 * 24 * 60 + 23 * 60 + 30) * 60)]
    [InlineData("Monthly", (30 * 24 * 60 + 23 * 60 + 30) * 60)]
    [InlineData("Yearly", (364 * 24 * 60 + 23 * 60 + 30) * 60)]
    public async Task Quota_IsRefusedWith403_UntilThePeriodOfTheCalendarIsOver(string period, int left)
    {
        var test = Of(
            $"<llm-token-limit counter-key='a' token-quota='10' token-quota-period='{period}' remaining-quota-tokens-header-name='left' "
            + "retry-after-header-name='wait' />");
        // It is a Tuesday, 2030-01-01
        test.Clock.Advance(TimeSpan.FromMinutes(30));
        test.Backend.Body = Usage(9, 0);
        Assert.Equal("1", (await SendAsync(test)).Header("left"));
        test.Backend.Body = Usage(1, 0);
        Assert.Equal((200, "0"), (await SendAsync(test)) is var at ? (at.Status, at.Header("left")) : default);

        var refused = await SendAsync(test);

        Assert.Equal(
            (403, left.ToString(CultureInfo.InvariantCulture),
                $$"""{ "statusCode": 403, "message": "Token quota is exceeded. Try again in {{left}} seconds." }"""),
            (refused.Status, refused.Header("wait"), refused.Body));
        test.Clock.Advance(TimeSpan.FromSeconds(left - 1));
        Assert.Equal(403, (await SendAsync(test)).Status);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await SendAsync(test)).Status);
    }

    [Fact]
    public async Task Quota_ThatIsUsedUp_LeavesTheRateAsItWas()
    {
        var test = Of("<llm-token-limit counter-key='a' tokens-per-minute='4' token-quota='2' token-quota-period='Hourly' "
            + "estimate-prompt-tokens='true' remaining-tokens-header-name='left' />");
        test.Backend.Body = Usage(2, 0);

        Assert.Equal("2", (await SendAsync(test)).Header("left"));
        Assert.Equal(403, (await SendAsync(test)).Status);
        test.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("2", (await SendAsync(test)).Header("left"));
    }

    [Fact]
    public async Task Keys_AreCountedApart_AndVariablesAreThereForOutbound()
    {
        var test = PolicyTest.OfApi(
            "<policies><inbound><llm-token-limit counter-key='@(context.Request.IpAddress + "
            + "context.Request.Headers.GetValueOrDefault(&quot;k&quot;, &quot;&quot;))' tokens-per-minute='5' "
            + "remaining-tokens-variable-name='left' tokens-consumed-variable-name='took' /></inbound><backend><forward-request "
            + "/></backend><outbound><set-header name='seen'><value>@(context.Variables[\"left\"] + \"|\" + "
            + "context.Variables[\"took\"])</value></set-header></outbound><on-error /></policies>");
        test.Backend.Body = Usage(3, 2);

        Assert.Equal("0|5", (await SendAsync(test)).Header("seen"));
        Assert.Equal(429, (await SendAsync(test)).Status);
        Assert.Equal("0|5", (await test.SendAsync("POST", "/api/item/7", null, Ask, ("k", "other"))).Header("seen"));
    }

    [Fact]
    public async Task Request_IsForwardedWhole_AndAsksForNothingCompressed()
    {
        var test = Of(Rate);

        await test.SendAsync("POST", "/api/item/7", null, Ask, ("Accept-Encoding", "gzip"));

        Assert.Equal(Ask, test.Backend.Bodies[0]);
        Assert.DoesNotContain("Accept-Encoding", test.Backend.Requests[0].Headers.Keys);
    }

    [Theory]
    [InlineData(
        "counter-key='a'", "<llm-token-limit> limits nothing; give tokens-per-minute, token-quota with token-quota-period, or both")]
    [InlineData("counter-key='a' token-quota='1'", "<llm-token-limit> has one of token-quota and token-quota-period; give both, or none")]
    [InlineData(
        "counter-key='a' token-quota='1' token-quota-period='Secondly'",
        "'token-quota-period' of <llm-token-limit> is 'Secondly'; allowed: Hourly, Daily, Weekly, Monthly, Yearly")]
    [InlineData("tokens-per-minute='1'", "<llm-token-limit> has no attribute 'counter-key', which it needs")]
    public void Policy_AtFault_StopsTheStart(string attributes, string message) => Assert.Equal(
        $"api-policy (line 2, column 11): {message}",
        Assert.Throws<GatewayStartException>(() => Of($"<llm-token-limit {attributes} />")).Message);

    [Fact]
    public void Attribute_ThatIsUnknown_StopsTheStart() => Assert.Equal(
        "api-policy (line 2, column 65): <llm-token-limit> has an attribute 'tokens', which is unknown here",
        Assert.Throws<GatewayStartException>(() => Of("<llm-token-limit counter-key='a' tokens-per-minute='1' tokens='1' />")).Message);

    private static PolicyTest Of(string statement) => PolicyTest.OfSection("inbound", statement);

    private static Task<GatewayAnswer> SendAsync(PolicyTest test, string body = Ask) => test.SendAsync("POST", "/api/item/7", null, body);

    private static string Usage(int prompt, int completion)
        => $$"""{"usage":{"prompt_tokens":{{prompt}},"completion_tokens":{{completion}},"total_tokens":{{prompt + completion}} } }""";
}

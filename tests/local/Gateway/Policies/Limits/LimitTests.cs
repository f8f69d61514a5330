using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Tests.Policies.Limits;

/// <summary>Limits besides those that the project's own policies have.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task RateLimit_WithACondition_CountsWhatItSays()
    {
        var test = PolicyTest.OfSection(
            "inbound",
            "<rate-limit-by-key calls='2' renewal-period='60' counter-key='a' increment-condition='@(context.Response.StatusCode "
            + "== 500)' />");

        for (var call = 0; call < 5; call++)
            Assert.Equal(200, (await test.SendAsync("GET", "/api/item/7")).Status);
        test.Backend.Status = 500;
        Assert.Equal(500, (await test.SendAsync("GET", "/api/item/7")).Status);
        Assert.Equal(500, (await test.SendAsync("GET", "/api/item/7")).Status);
        Assert.Equal(429, (await test.SendAsync("GET", "/api/item/7")).Status);
    }

    [Fact]
    public async Task Quota_OfBandwidth_EndsWhenItIsUsed_AndIsRenewed()
    {
        var test = PolicyTest.OfSection("inbound", "<quota-by-key bandwidth='1' renewal-period='300' counter-key='a' />");
        var body = new string('a', 1024);

        Assert.Equal(200, (await test.SendAsync("POST", "/api/item/7", null, body)).Status);
        var refused = await test.SendAsync("POST", "/api/item/7", null, body);
        Assert.Equal((403, "300"), (refused.Status, refused.Header("Retry-After")));
        test.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(200, (await test.SendAsync("POST", "/api/item/7", null, body)).Status);
    }

    [Fact]
    public void QuotaCounters_ThatAreRenewed_AreForgotten_OthersAreNot()
    {
        var clock = new ManualClock();
        var counters = new QuotaCounters(clock);
        var (now, hour) = (clock.GetUtcNow().UtcDateTime, TimeSpan.FromHours(1));
        for (var key = 0; key < 10_000; key++)
            counters.Of(new($"{key}", "", 3600), QuotaPeriod.Of(now, now, hour));
        var forEver = counters.Of(new("for ever", "", 0), QuotaPeriod.Of(now, now, TimeSpan.Zero));

        clock.Advance(TimeSpan.FromHours(2));

        Assert.Same(forEver, counters.Of(new("for ever", "", 0), QuotaPeriod.Of(now, now, TimeSpan.Zero)));
        Assert.Equal(1, counters.Count);
    }

    [Theory]
    [InlineData("rate-limit", 60, 429)]
    [InlineData("quota", 300, 403)]
    public async Task Limit_OfAnOperation_HoldsBesidesItsProducts(string policy, int period, int status)
    {
        var api = PolicyTest.OfPlan(TestPlans.Dev).Model.Apis.First(
            each => each.Operations.Any(operation => operation.Matches("/predict")));
        var operation = api.Operations.First(each => each.Matches("/predict") && each.Method == "POST");
        var test = PolicyTest.OfPlan(TestPlans.WithPolicies(TestPlans.Dev, "ProductPolicy", _ => PolicyTest.Document(
            "inbound", $"<{policy} calls='4' renewal-period='{period}'><api id='{api.Id}' calls='3' renewal-period='{period}'>"
            + $"<operation id='{operation.Id}' calls='2' renewal-period='{period}' /></api></{policy}>")));

        for (var call = 0; call < 2; call++)
            Assert.Equal(200, (await test.SendAsync("POST", "/inference/v1/predict", "free", "{}")).Status);
        Assert.Equal(status, (await test.SendAsync("POST", "/inference/v1/predict", "free", "{}")).Status);
    }

    [Theory]
    [InlineData(
        "<rate-limit calls='1' renewal-period='1'><api calls='1' renewal-period='1' /></rate-limit>",
        "<api> has neither an id nor a name, of which it needs one")]
    [InlineData(
        "<rate-limit calls='1' renewal-period='1'><api id='a' calls='1' renewal-period='1' /></rate-limit>",
        "<rate-limit> has an <api> in the policy of a scope api; allowed: product")]
    public void Limit_OfAnApi_WhereItCannotBe_StopsTheStart(string statement, string message)
        => Assert.EndsWith(message, Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection("inbound", statement)).Message);

    [Fact]
    public async Task LimitConcurrency_RefusesOneTooMany_WhileTheOthersAreInside()
    {
        var test = PolicyTest.OfApi(
            "<policies><inbound /><backend><limit-concurrency key='a' max-count='1'><forward-request "
            + "/></limit-concurrency></backend><outbound /><on-error /></policies>");
        var inside = new TaskCompletionSource();
        test.Backend.Gate = inside.Task;

        var first = test.SendAsync("GET", "/api/item/7");
        var second = await test.SendAsync("GET", "/api/item/7");
        inside.SetResult();

        Assert.Equal((200, 429), ((await first).Status, second.Status));
        Assert.Equal(200, (await test.SendAsync("GET", "/api/item/7")).Status);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Gateway.Tests.Hosting;

/// <summary>The project's own policies, as its plans have them, executed.</summary>
public sealed class ProjectPoliciesTests
{
    private const string Predict = "/inference/v1/predict";
    private const string Models = "/inference/v1/v2";

    public static TheoryData<string> Families => new("classic", "newer");

    [Theory, MemberData(nameof(Families))]
    public async Task Rate_OfTheFreeTier_LetsTenCallsThrough_RefusesTheEleventh_AndRenews(string family)
    {
        var test = Of(family);

        for (var left = 9; left >= 0; left--)
        {
            var answer = await test.SendAsync("POST", Predict, "free", "{}");
            Assert.Equal(
                (200, "10", $"{left}"), (answer.Status, answer.Header("x-ratelimit-limit"), answer.Header("x-ratelimit-remaining")));
            test.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var refused = await test.SendAsync("POST", Predict, "free", "{}");
        Assert.Equal((429, "50", "10", "0"), (
            refused.Status, refused.Header("Retry-After"), refused.Header("x-ratelimit-limit"), refused.Header("x-ratelimit-remaining")));
        Assert.Equal("Rate limit is exceeded. Try again in 50 seconds.", Error(refused));
        Assert.Equal("application/json", refused.Header("Content-Type"));
        Assert.NotNull(refused.Header("X-Request-Id"));
        test.Clock.Advance(TimeSpan.FromSeconds(49.9));
        Assert.Equal(429, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
        test.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(200, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
        Assert.Equal(11, test.Backend.Requests.Count);
    }

    [Theory, MemberData(nameof(Families))]
    public async Task Quota_OfTheFreeTier_LetsAThousandCallsThrough_RefusesTheNext_AndRenews(string family)
    {
        var test = Of(family);
        for (var call = 0; call < 1000; call++)
        {
            Assert.Equal(200, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
            test.Clock.Advance(TimeSpan.FromSeconds(6));
        }

        var refused = await test.SendAsync("POST", Predict, "free", "{}");
        Assert.Equal(403, refused.Status);
        Assert.StartsWith("Out of call volume quota. Quota will be replenished in ", Error(refused));
        test.Clock.Advance(TimeSpan.FromSeconds(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture) - 61));
        Assert.Equal(403, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
        test.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(200, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
    }

    [Fact]
    public async Task Limits_OfOneSubscription_AreNotAnothers()
    {
        var test = Of("classic");
        for (var call = 0; call < 11; call++)
            await test.SendAsync("POST", Predict, "free", "{}");

        Assert.Equal((429, 200), (
            (await test.SendAsync("POST", Predict, "free-2", "{}")).Status,
            (await test.SendAsync("POST", Predict, "standard", "{}")).Status));
    }

    [Theory]
    [InlineData(
        null, "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.")]
    [InlineData("wrong", "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.")]
    public async Task Call_WithoutAValidKey_IsRefused_InThePlatformsOwnForm(string? key, string message)
    {
        var test = Of("classic");

        var answer = await test.SendAsync("POST", Predict, key, "{}");

        Assert.Equal((401, message), (answer.Status, Error(answer)));
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.NotNull(answer.Header("X-Request-Id"));
        Assert.Empty(test.Backend.Requests);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("cancelled")]
    [InlineData("submitted")]
    public async Task Key_OfASubscriptionThatIsNotActive_IsRefused(string state)
    {
        var test = Of("classic");
        test.Model.Subscriptions.Put(new("other", "", "/products/free", state, "a", "b", DateTime.UnixEpoch));

        Assert.Equal((401, 401), (
            (await test.SendAsync("POST", Predict, "a", "{}")).Status, (await test.SendAsync("POST", Predict, "b", "{}")).Status));
    }

    [Theory]
    [InlineData("/apis/inference", 200)]
    [InlineData("/apis", 200)]
    [InlineData("/apis/health", 401)]
    [InlineData("/products/none", 401)]
    public async Task Key_OfAScope_OpensWhatTheScopeHolds(string scope, int status)
    {
        var test = Of("classic");
        test.Model.Subscriptions.Put(new("other", "", scope, "active", "a", "b", DateTime.UnixEpoch));

        Assert.Equal(status, (await test.SendAsync("POST", $"{Predict}?subscription-key=a", null, "{}")).Status);
    }

    [Fact]
    public async Task Backend_IsShownWhoCalls_AndNeverTheKey_WhateverACallerClaims()
    {
        var test = Of("classic");

        await test.SendAsync("POST", Predict, "free", "{}", ("x-subscription-id", "another"), ("X-Request-Id", "mine"));

        var (_, method, address, headers) = Assert.Single(test.Backend.Requests);
        Assert.Equal(("POST", "https://inference.dev.platform.internal/predict"), (method, address));
        Assert.Equal(("of-free", "free", "mine", "the-secret"), (
            headers["x-subscription-id"], headers["x-product-id"], headers["X-Request-Id"], headers["X-Gateway-Secret"]));
        Assert.DoesNotContain("Ocp-Apim-Subscription-Key", headers.Keys);
    }

    [Fact]
    public async Task Path_OfNoOperation_IsNotFound_InThePlatformsOwnForm()
    {
        var answer = await Of("classic").SendAsync("GET", "/nothing", "free");

        Assert.Equal((404, "Unable to match incoming request to an operation."), (answer.Status, Error(answer)));
    }

    [Fact]
    public async Task Body_BeyondTheLimit_IsRefused_BeforeTheBackendSeesIt()
    {
        var test = Of("classic");
        // Webhooks have a limit of their own, which is less
        var limit = Regex.Matches(TestPlans.Dev, @"allowed are (\d+)")
            .Max(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

        Assert.Equal(200, (await test.SendAsync("POST", Predict, "free", "{}", ("Content-Length", $"{limit - 1}"))).Status);
        Assert.Equal(200, (await test.SendAsync("POST", Predict, "free", "{}", ("Content-Length", $"{limit}"))).Status);
        var refused = await test.SendAsync("POST", Predict, "free", "{}", ("Content-Length", $"{limit + 1}"));

        Assert.Equal((413, $"the request body has {limit + 1} bytes; allowed are {limit}"), (refused.Status, Error(refused)));
        Assert.Equal(2, test.Backend.Requests.Count);
    }

    [Fact]
    public async Task Answer_OutOfTheCache_IsSharedByTiers_AndCarriesNothingOfTheOthers()
    {
        var test = Of("classic");

        var first = await test.SendAsync("GET", Models, "standard");
        test.Clock.Advance(TimeSpan.FromSeconds(59));
        var second = await test.SendAsync("GET", Models, "free");

        Assert.Single(test.Backend.Requests);
        Assert.Equal((200, "120", "119"), (first.Status, first.Header("x-ratelimit-limit"), first.Header("x-ratelimit-remaining")));
        Assert.Equal((200, "10", "9"), (second.Status, second.Header("x-ratelimit-limit"), second.Header("x-ratelimit-remaining")));
        Assert.NotEqual(first.Header("X-Request-Id"), second.Header("X-Request-Id"));
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await test.SendAsync("GET", Models, "free");
        Assert.Equal(2, test.Backend.Requests.Count);
    }

    [Fact]
    public async Task Backend_ThatIsDown_IsSaidSo_AndLeftAloneAfterTwentyFailures_UntilTenSecondsAreOver()
    {
        var test = Of("classic");
        test.Backend.IsDown = true;
        for (var call = 0; call < 20; call++)
            Assert.Equal(500, (await test.SendAsync("POST", Predict, "standard", "{}")).Status);

        var refused = await test.SendAsync("POST", Predict, "standard", "{}");

        Assert.Equal((503, "10", 20), (refused.Status, refused.Header("Retry-After"), test.Backend.Requests.Count));
        Assert.Equal("the service cannot answer at the moment; try again, and name the request id where it goes on", Error(refused));
        test.Backend.IsDown = false;
        test.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, (await test.SendAsync("POST", Predict, "standard", "{}")).Status);
    }

    [Fact]
    public async Task Health_NeedsNoKey_GoesToReadiness_AndIsLimitedByAddress()
    {
        var test = Of("classic");
        for (var call = 0; call < 60; call++)
            Assert.Equal(200, (await test.SendAsync("GET", "/health/ready?x=1")).Status);

        Assert.Equal(429, (await test.SendAsync("GET", "/health/ready")).Status);
        Assert.Equal("https://inference.dev.platform.internal/v2/health/ready", test.Backend.Requests[0].Address);
    }

    [Fact]
    public async Task Plan_OfProd_IsExecutedToo()
    {
        var test = PolicyTest.OfPlan(TestPlans.Prod);

        Assert.Equal(404, (await test.SendAsync("GET", "/nothing")).Status);
        Assert.Equal(401, (await test.SendAsync("POST", Predict)).Status);
        Assert.NotEqual(500, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
    }

    [Fact]
    public async Task Rate_OfAnotherPlan_IsAnotherRate()
    {
        var test = PolicyTest.OfPlan(
            TestPlans.Dev.Replace("""calls=\u002210\u0022""", """calls=\u00222\u0022""", StringComparison.Ordinal));
        await test.SendAsync("POST", Predict, "free", "{}");
        await test.SendAsync("POST", Predict, "free", "{}");

        Assert.Equal(429, (await test.SendAsync("POST", Predict, "free", "{}")).Status);
    }

    private static PolicyTest Of(string family) => PolicyTest.OfPlan(family == "classic" ? TestPlans.Dev : TestPlans.DevOfNewerSku);

    private static string Error(GatewayAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetString()!;
}

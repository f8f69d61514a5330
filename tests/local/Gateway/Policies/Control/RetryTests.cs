namespace Platform.Gateway.Tests.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/retry-policy</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData("count='3' interval='10'", "10 10 10")]
    [InlineData("count='3' interval='10' delta='5'", "10 15 20")]
    [InlineData("count='6' interval='10' max-interval='100' delta='10'", "10 20 40 80 100 100")]
    [InlineData("count='3' interval='10' first-fast-retry='true'", "10 10")]
    [InlineData("count='@(1 + 1)' interval='@(7)'", "7 7")]
    public async Task Waits_AreFixed_Linear_OrExponential(string attributes, string waits)
    {
        var test = Of(attributes);
        test.Backend.Status = 500;
        test.Clock.EndsWaitsAtOnce = true;

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal((500, waits), (answer.Status, string.Join(' ', test.Clock.Waits.Select(wait => wait.TotalSeconds))));
    }

    [Fact]
    public async Task Body_IsSentOnceMore()
    {
        var test = Of("count='2' interval='1' first-fast-retry='true'");
        (test.Backend.Status, test.Clock.EndsWaitsAtOnce) = (500, true);

        await test.SendAsync("POST", "/api/item/7", null, "abc");

        Assert.Equal(["abc", "abc", "abc"], test.Backend.Bodies);
    }

    [Fact]
    public async Task Condition_ThatIsFalse_EndsIt()
    {
        var test = Of("count='50' interval='1'");

        Assert.Equal(200, (await test.SendAsync("GET", "/api/item/7")).Status);
        Assert.Single(test.Backend.Requests);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("51")]
    public void Count_OutOfItsRange_StopsTheStart(string count) => Assert.Equal(
        $"api-policy (line 1, column 32): 'count' of <retry> is '{count}'; allowed: whole numbers from 1 to 50",
        Assert.Throws<GatewayStartException>(() => Of($"count='{count}' interval='1'")).Message);

    private static PolicyTest Of(string attributes) => PolicyTest.OfApi(
        $"<policies><inbound /><backend><retry condition='@(context.Response.StatusCode == 500)' {attributes}><forward-request "
        + "buffer-request-body='true' /></retry></backend><outbound /><on-error /></policies>");
}

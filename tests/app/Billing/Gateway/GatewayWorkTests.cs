using System.Net;
using Dapper;
using Microsoft.Extensions.Logging;
using Moq;
using Platform.Billing.Customers;
using Platform.Billing.Gateway;

namespace Platform.Billing.Tests.Gateway;

/// <summary>The gateway has what the database says, whatever is cut off between them.</summary>
[Collection(PostgresCollection.Name)]
public sealed class GatewayWorkTests(PostgresServer postgres)
{
    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_NewSubscription_IsOpenToItsKeysAndItsUserIsTheAccount(string kind)
    {
        await using var store = await OpenAsync(kind);
        await using var gateway = await LocalGateway.StartAsync();

        await gateway.Work(store).RunAsync(default);

        Assert.Equal("active at standard", await gateway.StateAsync("sub-1"));
        var keys = await gateway.Client.ListKeysAsync("sub-1", default);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK), (await gateway.CallAsync(keys.PrimaryKey), await gateway.CallAsync(keys.SecondaryKey)));
        Assert.Equal("ada@example.com", (string?)(await gateway.GetAsync("users/a-1"))!["email"]);
    }

    [Fact]
    public async Task Run_WhoDoesNotPay_IsKeptOutUntilHePays()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);
        var keys = await gateway.Client.ListKeysAsync("sub-1", default);

        await SetStateAsync(store, "suspended");
        await gateway.Work(store).RunAsync(default);
        Assert.Equal(
            ("suspended at standard", HttpStatusCode.Unauthorized),
            (await gateway.StateAsync("sub-1"), await gateway.CallAsync(keys.PrimaryKey)));

        await SetStateAsync(store, "active");
        await gateway.Work(store).RunAsync(default);
        Assert.Equal(HttpStatusCode.OK, await gateway.CallAsync(keys.PrimaryKey));
        Assert.Equal(keys, await gateway.Client.ListKeysAsync("sub-1", default));
    }

    [Theory]
    [InlineData("past_due", HttpStatusCode.OK)]
    [InlineData("cancelled", HttpStatusCode.Unauthorized)]
    public async Task Run_StateOfTheDatabase_DecidesWhetherCallsAreAnswered(string state, HttpStatusCode expected)
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);
        var key = (await gateway.Client.ListKeysAsync("sub-1", default)).PrimaryKey;

        await SetStateAsync(store, state);
        await gateway.Work(store).RunAsync(default);

        Assert.Equal(expected, await gateway.CallAsync(key));
    }

    [Fact]
    public async Task Run_LargerPlan_IsAnotherProductUnderTheSameKeyAtOnce()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);
        var keys = await gateway.Client.ListKeysAsync("sub-1", default);

        await ChangePlanAsync(store, PlanChange.AtOnce);
        await gateway.Work(store).RunAsync(default);

        Assert.Equal(
            ("active at premium", keys), (await gateway.StateAsync("sub-1"), await gateway.Client.ListKeysAsync("sub-1", default)));
        Assert.Equal(HttpStatusCode.OK, await gateway.CallAsync(keys.PrimaryKey));
        store.Time.Advance(TimeSpan.FromHours(1));
        await KeepAsync(store);
        await gateway.Work(store).RunAsync(default);
        Assert.Equal("active at premium", await gateway.StateAsync("sub-1"));
    }

    [Fact]
    public async Task Run_SmallerPlan_IsAnotherProductFromItsPeriod()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);

        await ChangePlanAsync(store, PlanChange.AtPeriodEnd);
        store.Time.Advance(TimeSpan.FromHours(31 * 24 - 1));
        await KeepAsync(store);
        await gateway.Work(store).RunAsync(default);
        Assert.Equal("active at standard", await gateway.StateAsync("sub-1"));

        store.Time.Advance(TimeSpan.FromHours(1));
        await KeepAsync(store);
        await gateway.Work(store).RunAsync(default);
        Assert.Equal("active at premium", await gateway.StateAsync("sub-1"));
    }

    [Fact]
    public async Task Run_WhereNothingChanged_AsksNothing()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);
        var asked = gateway.Interruption.Requests;

        await gateway.Work(store).RunAsync(default);

        Assert.Equal(asked, gateway.Interruption.Requests);
    }

    /// <summary>A patch that finds nothing, the user, the subscription; then one that finds it.</summary>
    [Theory]
    [InlineData(0, false), InlineData(0, true), InlineData(1, false), InlineData(1, true), InlineData(2, false), InlineData(2, true)]
    public async Task Run_CutOffAtAnyRequestOfANewSubscription_IsDoneByTheNextProcess(int request, bool afterEffect)
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        gateway.Interruption.CutOff(request, afterEffect);
        await gateway.Work(store).RunAsync(default);
        var before = await gateway.GetAsync("subscriptions/sub-1") is null ? null : await gateway.Client.ListKeysAsync("sub-1", default);

        await gateway.Work(store).RunAsync(default);

        Assert.Equal("active at standard", await gateway.StateAsync("sub-1"));
        var keys = await gateway.Client.ListKeysAsync("sub-1", default);
        Assert.Equal(before ?? keys, keys);
        Assert.Equal(HttpStatusCode.OK, await gateway.CallAsync(keys.PrimaryKey));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Run_CutOffWhileSuspending_IsDoneByTheNextProcess(bool afterEffect)
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);
        await SetStateAsync(store, "suspended");
        gateway.Interruption.CutOff(0, afterEffect);
        await gateway.Work(store).RunAsync(default);

        await gateway.Work(store).RunAsync(default);

        Assert.Equal("suspended at standard", await gateway.StateAsync("sub-1"));
    }

    [Fact]
    public async Task Run_KilledBetweenTheGatewayAndTheDatabase_IsDoneByTheNextProcess()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        var stopped = new Platform.Billing.Data.Lease(store.Database, store.Time, "another");
        var work = new GatewayWork(store.Database, stopped, gateway.Client, store.Time, Mock.Of<ILogger<GatewayWork>>());
        await Assert.ThrowsAsync<Platform.Billing.Data.LeaseLostException>(() => work.RunAsync(default));
        var keys = await gateway.Client.ListKeysAsync("sub-1", default);

        await gateway.Work(store).RunAsync(default);

        Assert.Equal(
            ("active at standard", keys), (await gateway.StateAsync("sub-1"), await gateway.Client.ListKeysAsync("sub-1", default)));
        Assert.Equal(
            1,
            await CountAsync(
                store, "SELECT COUNT(*) FROM gateway_subscription WHERE sid = 'sub-1' AND state = 'active' AND plan = 'standard'"));
    }

    [Fact]
    public async Task Run_GatewayThatDoesNotAnswer_IsAskedAgainLaterAndNotAtOnce()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        var work = gateway.Work(store);
        gateway.Interruption.CutOff(0, afterEffect: false);
        await work.RunAsync(default);

        await work.RunAsync(default);
        Assert.Equal(1, gateway.Interruption.Requests);

        store.Time.Advance(TimeSpan.FromSeconds(2));
        await work.RunAsync(default);
        Assert.Equal("active at standard", await gateway.StateAsync("sub-1"));
    }

    [Fact]
    public async Task Run_SubscriptionThatIsRefused_KeepsNobodyElseWaiting()
    {
        await using var store = await OpenAsync("sqlite", Plan.Of(name: "unsold"));
        await using var gateway = await LocalGateway.StartAsync();
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await CustomerStore.SubscribeAsync(transaction, "sub-0", Business.Ada.Id, "unsold", store.Time.GetUtcNow());
                return true;
            },
            default);

        await gateway.Work(store).RunAsync(default);

        Assert.Equal(("unknown", "active at standard"), (await gateway.StateAsync("sub-0"), await gateway.StateAsync("sub-1")));
    }

    [Fact]
    public async Task Put_ProductThatIsNotThere_SaysWhatWasAskedAndAnswered()
    {
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Client.PutUserAsync(new("a-1", "Ada", "ada@example.com"), default);

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.Client.PutAsync("sub-1", "a-1", "gold", "active", default));

        Assert.Equal(
            "the gateway did not put the subscription 'sub-1' of 'a-1' to 'gold': 400 {\"error\":{\"code\":\"ValidationError\",\"message\":"
            + "\"\\u0027scope\\u0027 is \\u0027/products/gold\\u0027; allowed: /products/{id}, /apis/{id} of what there is, and "
            + "/apis\",\"details\":null}}",
            error.Message);
        Assert.False(error.IsPassing);
    }

    [Fact]
    public async Task Regenerate_OneKey_EndsThatOneAlone()
    {
        await using var store = await OpenAsync("sqlite");
        await using var gateway = await LocalGateway.StartAsync();
        await gateway.Work(store).RunAsync(default);
        var before = await gateway.Client.ListKeysAsync("sub-1", default);

        await gateway.Client.RegenerateAsync("sub-1", GatewayKey.Primary, default);

        var after = await gateway.Client.ListKeysAsync("sub-1", default);
        Assert.NotEqual(before.PrimaryKey, after.PrimaryKey);
        Assert.Equal(before.SecondaryKey, after.SecondaryKey);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK),
            (await gateway.CallAsync(before.PrimaryKey), await gateway.CallAsync(after.PrimaryKey)));
    }

    private Task<TestStore> OpenAsync(string kind, params Platform.Billing.Plans.PlanVersion[] more)
        => Business.OpenAsync(kind, postgres, [Plan.Of(name: "standard"), Plan.Of(name: "premium"), .. more]);

    private static Task ChangePlanAsync(TestStore store, PlanChange when) => store.Lease.WriteAsync(
        async transaction =>
        {
            await CustomerStore.ChangePlanAsync(transaction, "sub-1", "premium", when, store.Time.GetUtcNow());
            return true;
        },
        default);

    private static async Task KeepAsync(TestStore store) => Assert.True(await store.Lease.TryHoldAsync(default));

    private static Task SetStateAsync(TestStore store, string state) => store.Lease.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "UPDATE subscription SET state = @state WHERE sid = 'sub-1'", new { state }, transaction), default);

    private static async Task<long> CountAsync(TestStore store, string sql)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}

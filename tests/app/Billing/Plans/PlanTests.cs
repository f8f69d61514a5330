using Platform.Billing.Plans;

namespace Platform.Billing.Tests.Plans;

public sealed class PlanTests
{
    public static TheoryData<string, object> Wrong => new()
    {
        { "the version is 0; versions begin at 1", Plan.Of() with { Version = 0 } },
        { "the currency is 'euro'; expected three capital letters, as ISO 4217 has them", Plan.Of(currency: "euro") },
        { "fixedMicros is -1; expected 0 or more", Plan.Of(-1) },
        {
            "meter 'calls' stands there 2 times; expected once",
            Plan.Of() with { Meters = [Plan.Price(Meter.Calls, 0, 1), Plan.Price(Meter.Calls, 0, 1)] }
        },
        { "meter 'calls' includes -5; expected 0 or more", Plan.Of(includedCalls: -5) },
        { "the last tier of meter 'calls' ends; expected one without upTo, as there is always a next unit", Tiers(new PriceTier(1, 10)) },
        { "the last tier of meter 'calls' ends; expected one without upTo, as there is always a next unit", Tiers() },
        { "a price of meter 'calls' is -1 pico; expected 0 to 1000000000000000", Plan.Of(callPico: -1) },
        {
            "a tier of meter 'calls' goes up to 5 after one up to 10; expected ascending ends, none before the last without one",
            Tiers(new PriceTier(1, 10), new PriceTier(1, 5), new PriceTier(1))
        },
        {
            "a price of meter 'compute' is 1500 pico; expected a multiple of 1000, as it is counted in that part of its unit",
            Plan.Of() with { Meters = [Plan.Price(Meter.Compute, 0, 1_500)] }
        },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Require_OfAPlanThatCannotBeSold_SaysWhatIsAllowed(string problem, object wrong) => Assert.Equal(
        $"plan 'basic' version {((PlanVersion)wrong).Version}: {problem}",
        Assert.Throws<PlanException>(() => PlanCheck.Require((PlanVersion)wrong)).Message);

    /// <summary>A gigabyte-hour costs hundred-thousandths: its price has all twelve decimals.</summary>
    [Fact]
    public void Require_OfAPriceOfStorage_TakesAnyPico()
        => PlanCheck.Require(Plan.Of() with { Meters = [Plan.Price(Meter.Storage, 0, 27_397_261)] });

    [Fact]
    public void Require_OfAPlanWithSeveralProblems_ListsAll() => Assert.Equal(
        "plan 'basic' version 1: fixedMicros is -1; expected 0 or more; meter 'calls' includes -2; expected 0 or more",
        Assert.Throws<PlanException>(() => PlanCheck.Require(Plan.Of(-1, -2))).Message);

    [Fact]
    public async Task Add_TheSameAgain_ChangesNothing()
    {
        await using var store = await TestStore.SqliteAsync();

        Assert.True(await AddAsync(store, Plan.Of(1)));
        Assert.False(await AddAsync(store, Plan.Of(1)));
    }

    [Fact]
    public async Task Add_AnotherPriceUnderTheSameVersion_IsRefused()
    {
        await using var store = await TestStore.SqliteAsync();
        await AddAsync(store, Plan.Of(1));

        Assert.Equal(
            "plan 'basic' version 1 is another than the one that customers have; give what changed the next version, and a date from "
            + "which it holds",
            (await Assert.ThrowsAsync<PlanException>(() => AddAsync(store, Plan.Of(2)))).Message);
    }

    [Fact]
    public async Task Add_AVersionThatBeginsBeforeTheLast_IsRefused()
    {
        await using var store = await TestStore.SqliteAsync();
        await AddAsync(store, Plan.Of(1));

        Assert.Equal(
            "plan 'basic' version 2 holds from 2025-12-31 23:00:00Z, before version 1 from 2026-01-01 00:00:00Z; prices do not "
            + "change backwards",
            (await Assert.ThrowsAsync<PlanException>(
                () => AddAsync(store, Plan.Of(2) with { Version = 2, Effective = Plan.Always.AddHours(-1) }))).Message);
    }

    [Fact]
    public async Task Add_AVersionThatLeavesOneOut_IsRefused()
    {
        await using var store = await TestStore.SqliteAsync();

        Assert.Equal(
            "plan 'basic' version 2 is not the next one; expected 1",
            (await Assert.ThrowsAsync<PlanException>(() => AddAsync(store, Plan.Of(2) with { Version = 2 }))).Message);
    }

    private static PlanVersion Tiers(params PriceTier[] tiers) => Plan.Of() with { Meters = [new MeterPrice(Meter.Calls, 0, tiers)] };

    private static Task<bool> AddAsync(TestStore store, PlanVersion plan)
        => store.Lease.WriteAsync(transaction => PlanStore.AddAsync(transaction, plan), default);
}

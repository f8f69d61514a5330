using Microsoft.Extensions.Time.Testing;
using Platform.Billing.Payments;
using Platform.Payments.Http;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Payments;

/// <summary>What every payment provider does, whoever it is.</summary>
public abstract class ProviderContract : IAsyncLifetime
{
    private StandIn _server = null!;

    protected FakeTimeProvider Time { get; } = new(Plan.Always);

    private protected IPaymentProvider Provider => _server.Provider;

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private protected abstract Task<StandIn> StartAsync();

    /// <summary>An amount as this provider writes it.</summary>
    protected abstract string Written(string currency);

    [Fact]
    public async Task Check_OfGoodCredentials_Passes() => await Provider.CheckAsync(default);

    [Fact]
    public async Task Method_StartedTwiceUnderAKey_IsOneAndCanBeCharged()
    {
        var (back, cancel) = (new Uri("http://127.0.0.1/back?state=1"), new Uri("http://127.0.0.1/cancel"));
        Assert.Equal(
            await Provider.StartMethodAsync("k-1", back, cancel, default), await Provider.StartMethodAsync("k-1", back, cancel, default));

        Assert.Equal(PaymentState.Captured, (await ChargeAsync("2026-000001", 12_340_000)).State);
    }

    [Fact]
    public async Task Method_ThatIsNotApproved_IsRefused()
    {
        var start = await Provider.StartMethodAsync("k-1", _server.Address, _server.Address, default);

        await Assert.ThrowsAsync<PaymentException>(() => Provider.FinishMethodAsync("k-2", start.Setup, default));
    }

    [Theory]
    [InlineData("EUR", 12_340_000)]
    [InlineData("JPY", 10_000_000_000)]
    [InlineData("HUF", 1_234_000_000)]
    [InlineData("TWD", 5_000_000)]
    public async Task Charge_InAnyCurrency_TakesExactlyTheAmount(string currency, long micros)
    {
        // github.com/calcom/cal.diy/pull/29984: ¥10,000 charged as ¥100
        var result = await ChargeAsync("2026-000001", micros, currency);

        Assert.Equal((PaymentState.Captured, micros), (result.State, result.AmountMicros));
        Assert.Equal(Written(currency), _server.Taken.Single().Value);
    }

    [Fact]
    public async Task Charge_TheSameKeyTwice_IsOneCapture()
    {
        var method = await _server.MethodAsync();

        Assert.Equal(
            await ChargeAsync("2026-000001", 10_000_000, with: method), await ChargeAsync("2026-000001", 10_000_000, with: method));
        Assert.Single(_server.Taken);
    }

    [Theory]
    [InlineData(Fault.AnswerLost, PaymentState.Unknown)]
    [InlineData(Fault.ErrorBefore, PaymentState.Unknown)]
    [InlineData(Fault.TooMany, PaymentState.Unknown)]
    [InlineData(Fault.Declined, PaymentState.Declined)]
    [InlineData(Fault.DeclinedCapture, PaymentState.Declined)]
    [InlineData(Fault.Pending, PaymentState.Pending)]
    [InlineData(Fault.Delay, PaymentState.Captured)]
    public async Task Charge_ThatMeetsAFault_SaysWhatIsKnown(object fault, object state)
    {
        var method = await _server.MethodAsync();
        await _server.FailAsync((Fault)fault);

        Assert.Equal(state, (await ChargeAsync("2026-000001", 10_000_000, with: method)).State);
    }

    [Fact]
    public async Task Charge_WhoseAnswerWasLost_GivesItUnderTheSameKey()
    {
        var method = await _server.MethodAsync();
        await _server.FailAsync(Fault.AnswerLost);
        await ChargeAsync("2026-000001", 10_000_000, with: method);

        Assert.Equal(
            (PaymentState.Captured, _server.Taken.Single().Id),
            await ChargeAsync("2026-000001", 10_000_000, with: method) is var result ? (result.State, result.Capture) : default);
    }

    [Fact]
    public async Task Charge_WhileTheFirstUnderItsKeyRuns_IsNotMadeTwice()
    {
        var method = await _server.MethodAsync();
        await _server.FailAsync(Fault.HeldAfter);
        var first = ChargeAsync("2026-000001", 10_000_000, with: method);
        await Eventually.TrueAsync(() => _server.Service<PayPalState>().Faults.Held != 0);

        Assert.Equal(PaymentState.Unknown, (await ChargeAsync("2026-000001", 10_000_000, with: method)).State);
        _server.Service<PayPalState>().Faults.Release();

        Assert.Equal(PaymentState.Captured, (await first).State);
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task Charge_OfAMethodThatIsGone_IsTheCustomers()
        => Assert.Equal(
            PaymentState.Declined,
            (await Provider.ChargeAsync(new ChargeRequest("k", "2026-000001", 10_000_000, "EUR", "gone", "nobody"), default)).State);

    [Fact]
    public async Task Read_OfAPendingPayment_FollowsTheBank()
    {
        var method = await _server.MethodAsync();
        await _server.FailAsync(Fault.Pending, 2);
        var (paid, refused) = ((await ChargeAsync("2026-000001", 10_000_000, with: method)).Capture!,
            (await ChargeAsync("2026-000002", 10_000_000, with: method)).Capture!);
        Assert.Equal(PaymentState.Pending, (await Provider.ReadAsync(paid, default))?.State);

        await _server.SettleAsync(paid, paid: true);
        await _server.SettleAsync(refused, paid: false);

        Assert.Equal(
            (PaymentState.Captured, PaymentState.Declined),
            ((await Provider.ReadAsync(paid, default))?.State, (await Provider.ReadAsync(refused, default))?.State));
        Assert.Null(await Provider.ReadAsync("no-such", default));
        Assert.Null(await Provider.ReadRefundAsync("no-such", default));
    }

    [Fact]
    public async Task Find_OnceTheSearchKnows_GivesTheCaptureOfTheInvoice()
    {
        var from = Time.GetUtcNow();
        var charged = await ChargeAsync("2026-000001", 10_000_000);
        Assert.Null(await Provider.FindAsync("2026-000001", from, default));

        Time.Advance(PayPalState.SearchLag);

        Assert.Equal(
            (charged.Capture, 10_000_000L),
            await Provider.FindAsync("2026-000001", from, default) is { } found ? (found.Capture, found.AmountMicros) : default);
        Assert.Null(await Provider.FindAsync("2026-000002", from, default));
    }

    [Fact]
    public async Task Refund_InParts_EndsAtWhatWasTaken()
    {
        var capture = (await ChargeAsync("2026-000001", 10_000_000)).Capture!;

        var first = await Provider.RefundAsync("r-1", capture, 4_000_000, "EUR", default);
        Assert.Equal(first, await Provider.RefundAsync("r-1", capture, 4_000_000, "EUR", default));
        Assert.Equal(PaymentState.Declined, (await Provider.RefundAsync("r-2", capture, 6_010_000, "EUR", default)).State);
        Assert.Equal(PaymentState.Captured, (await Provider.RefundAsync("r-3", capture, 6_000_000, "EUR", default)).State);

        Assert.Equal(
            (PaymentState.Captured, capture, 4_000_000L),
            await Provider.ReadRefundAsync(first.Refund!, default) is { } read
                ? (read.State, read.Capture!, read.AmountMicros!.Value)
                : default);
        Assert.Equal("REFUNDED", _server.Taken.Single().Status);
    }

    [Fact]
    public async Task Dispute_AsItGoes_IsRead()
    {
        var capture = (await ChargeAsync("2026-000001", 10_000_000)).Capture!;
        var dispute = (await _server.DisputeAsync(capture)).Resource;
        Assert.Equal(
            (DisputeState.Open, capture, 10_000_000L),
            await Provider.ReadDisputeAsync(dispute, default) is { } open ? (open.State, open.Capture, open.AmountMicros) : default);

        await _server.DecideAsync(dispute, lost: true);

        Assert.Equal(DisputeState.Lost, (await Provider.ReadDisputeAsync(dispute, default))?.State);
        Assert.Equal(DisputeState.Unknown, (await Provider.ReadDisputeAsync("no-such", default))?.State);
    }

    [Fact]
    public async Task List_OfADay_HasWhatMovedThen()
    {
        var day = Time.GetUtcNow();
        var capture = (await ChargeAsync("2026-000001", 10_000_000)).Capture!;
        var refund = (await Provider.RefundAsync("r-1", capture, 4_000_000, "EUR", default)).Refund!;
        Time.Advance(TimeSpan.FromDays(1) + PayPalState.SearchLag);
        await ChargeAsync("2026-000002", 20_000_000);

        var movements = await Provider.ListAsync(day, day.AddDays(1), default);

        Assert.Equal(
            [(capture, EventKind.Capture, 10_000_000L, "EUR"), (refund, EventKind.Refund, 4_000_000L, "EUR")],
            movements!.Select(movement => (movement.Id, movement.Kind, movement.AmountMicros, movement.Currency)));
    }

    [Theory]
    [InlineData(EventKind.Capture)]
    [InlineData(EventKind.Refund)]
    [InlineData(EventKind.Dispute)]
    [InlineData(EventKind.MethodGone)]
    [InlineData(EventKind.Other)]
    public void KindOf_ItsEvents_IsWhatTheyAreAbout(object kind)
        => Assert.Equal(kind, Provider.KindOf(_server.EventOf((EventKind)kind, "x").Type));

    private async Task<PaymentResult> ChargeAsync(string invoice, long micros, string currency = "EUR", ApprovedMethod? with = null)
    {
        var method = with ?? await _server.MethodAsync($"m-{invoice}");
        return await Provider.ChargeAsync(
            new ChargeRequest($"charge-of-{invoice}", invoice, micros, currency, method.Token, method.Customer), default);
    }
}

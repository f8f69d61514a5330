using Platform.Billing.Corrections;
using Platform.Billing.Payments;
using Platform.Payments.Http;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Corrections;

[Collection(PostgresCollection.Name)]
public sealed class CreditNoteTests(PostgresServer postgres)
{
    private const string Number = "2026-000001";

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Issue_OfAPaidInvoice_GivesAllBackOnce(string kind)
    {
        await using var shop = await PaidAsync(kind);

        for (var i = 0; i < 2; i++)
        {
            await IssueAsync(shop, "r-1", null);
            await shop.WorkAsync();
        }

        Assert.Equal(("REFUNDED", 34.51m), shop.Captured.Single() is var taken ? (taken.Status, taken.Refunded) : default);
        Assert.Equal(
            "CN-2026-000001 29000000 5510000 34510000",
            await shop.TextAsync("SELECT number, net_micros, tax_micros, total_micros FROM credit_note"));
        Assert.Equal("done", await shop.TextAsync("SELECT state FROM refund"));
        Assert.Equal(
            "cash 0 | receivable 0 | refundable 0 | revenue 0 | tax 0",
            await shop.TextAsync(
                "SELECT account_code, CAST(SUM(amount_micros) AS BIGINT) AS sum FROM ledger GROUP BY account_code ORDER BY account_code"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Issue_InParts_SharesTheTaxOutWithoutARest()
    {
        await using var shop = await PaidAsync("sqlite");

        await IssueAsync(shop, "r-1", 10_000);
        await IssueAsync(shop, "r-2", 11_500_000);
        await IssueAsync(shop, "r-3", null);
        await shop.WorkAsync();

        Assert.Equal(
            "34510000 5510000",
            await shop.TextAsync(
                "SELECT CAST(SUM(total_micros) AS BIGINT) AS total, CAST(SUM(tax_micros) AS BIGINT) AS tax FROM credit_note"));
        Assert.Equal(
            "CN-2026-000001 | CN-2026-000002 | CN-2026-000003", await shop.TextAsync("SELECT number FROM credit_note ORDER BY number"));
        Assert.Equal(34.51m, shop.Captured.Single().Refunded);
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(null, "void", "")]
    [InlineData(4_510_000L, "issued", "30.00")]
    public async Task Issue_OfAnInvoiceThatIsNotPaid_LeavesLessToPay(long? amount, string state, string charged)
    {
        await using var shop = await InvoicedAsync("sqlite");

        await IssueAsync(shop, "r-1", amount);
        Assert.Equal(state, await shop.TextAsync("SELECT state FROM invoice"));
        await shop.WorkAsync();

        Assert.Equal(charged, string.Join(' ', shop.Captured.Select(capture => capture.Value)));
        Assert.Equal("0", await shop.TextAsync("SELECT CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'receivable'"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData("2026-000009", null, "there is no invoice '2026-000009'")]
    [InlineData(Number, 34_520_000L, "34.52 EUR cannot be taken back of invoice 2026-000001; expected more than 0 and at most 34.51")]
    [InlineData(Number, 0L, "0.00 EUR cannot be taken back of invoice 2026-000001; expected more than 0 and at most 34.51")]
    [InlineData(Number, 5_001L, "5001 µ-units are no amount of EUR; expected a multiple of 10000")]
    public async Task Issue_OfWhatIsNotThere_SaysWhatIs(string number, long? amount, string expected)
    {
        await using var shop = await PaidAsync("sqlite");

        Assert.Equal(expected, (await Assert.ThrowsAsync<CorrectionException>(() => IssueAsync(shop, "r-1", amount, number))).Message);
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Issue_UnderAnIdThatWasUsed_IsRefused()
    {
        await using var shop = await PaidAsync("sqlite");
        await IssueAsync(shop, "r-1", 1_000_000);

        Assert.Equal(
            "'r-1' is credit note CN-2026-000001 over 1000000 µ-units of invoice 2026-000001; give another order another id",
            (await Assert.ThrowsAsync<CorrectionException>(() => IssueAsync(shop, "r-1", 2_000_000))).Message);
    }

    [Fact]
    public async Task Issue_WhileAChargeIsUnderWay_Waits()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.AnswerLost);
        await shop.ChargeAsync();

        Assert.Equal(
            "invoice 2026-000001 is being charged; take it back once that is settled",
            (await Assert.ThrowsAsync<CorrectionException>(() => IssueAsync(shop, "r-1", null))).Message);
    }

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.ErrorBefore)]
    [InlineData(Fault.TooMany)]
    public async Task Refund_ThatMeetsAFault_IsMadeOnce(object fault)
    {
        await using var shop = await PaidAsync("sqlite");
        await IssueAsync(shop, "r-1", 10_000_000);
        await shop.Server.FailRefundAsync((Fault)fault);

        await shop.WorkAsync();
        Assert.Equal("unknown", await shop.TextAsync("SELECT state FROM refund"));
        shop.Store.Time.Advance(TimeSpan.FromDays(7));
        await shop.WorkAsync();

        Assert.Equal(10m, shop.Captured.Single().Refunded);
        Assert.Equal("done", await shop.TextAsync("SELECT state FROM refund"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(true, "done", "0")]
    [InlineData(false, "refused", "-34510000")]
    public async Task Refund_ThatIsPending_WaitsForTheBank(bool paid, string state, string owed)
    {
        await using var shop = await PaidAsync("sqlite");
        await IssueAsync(shop, "r-1", null);
        await shop.Server.FailRefundAsync(Fault.Pending);
        await shop.WorkAsync();
        Assert.Equal("pending", await shop.TextAsync("SELECT state FROM refund"));

        await shop.Server.SettleRefundAsync(await shop.TextAsync("SELECT provider_refund FROM refund"), paid);
        await shop.WorkAsync();

        Assert.Equal(state, await shop.TextAsync("SELECT state FROM refund"));
        Assert.Equal(owed, await shop.TextAsync("SELECT CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'refundable'"));
        await shop.AssertInvariantsAsync();
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Webhook_OfARefundMadeAtTheProvider_IsBookedWithACreditNoteOnce(string kind)
    {
        await using var shop = await PaidAsync(kind);
        var refund = await shop.Server.RefundThereAsync(shop.Captured.Single().Id);

        await shop.ReceiveAsync(shop.Server.EventOf(EventKind.Refund, refund));
        await shop.ReceiveAsync(shop.Server.EventOf(EventKind.Refund, refund) with { Id = "again" });

        Assert.Equal("Refunded at the payment provider 34510000", await shop.TextAsync("SELECT reason, total_micros FROM credit_note"));
        Assert.Equal("done", await shop.TextAsync("SELECT state FROM refund"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Webhook_OfARefundWhoseAnswerWasLost_IsThatRefund()
    {
        await using var shop = await PaidAsync("sqlite");
        await IssueAsync(shop, "r-1", null);
        await shop.Server.FailRefundAsync(Fault.AnswerLost);
        await shop.WorkAsync();
        var refund = shop.Server.Service<PayPalState>().Refunds.Single().Id;

        await shop.ReceiveAsync(shop.Server.EventOf(EventKind.Refund, refund));

        Assert.Equal("1", await shop.TextAsync("SELECT COUNT(*) FROM credit_note"));
        Assert.Equal($"done {refund}", await shop.TextAsync("SELECT state, provider_refund FROM refund"));
        await shop.AssertInvariantsAsync();
    }

    private static Task IssueAsync(Shop shop, string id, long? amount, string number = Number) => shop.WriteAsync(transaction =>
        CreditNotes.IssueAsync(transaction, new CreditOrder(id, number, amount, "asked for", "op"), shop.Store.Time.GetUtcNow()));

    private async Task<Shop> PaidAsync(string kind)
    {
        var shop = await InvoicedAsync(kind);
        await shop.ChargeAsync();
        return shop;
    }

    private Task<Shop> InvoicedAsync(string kind) => Business.ShopAsync(kind, postgres);
}

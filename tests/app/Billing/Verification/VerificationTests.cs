using Dapper;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Verification;

namespace Platform.Billing.Tests.Verification;

[Collection(PostgresCollection.Name)]
public sealed class VerificationTests(PostgresServer postgres)
{
    private const int January = 31 * 24;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Check_AfterTwoMonthsWithLateUsage_HoldsAndEveryInvoiceIsMadeAgainToTheByte(string kind)
    {
        await using var store = await TwoMonthsAsync(kind);

        Assert.Equal([], Violations(await CheckAsync(store)));
        Assert.Null(await store.VerifyAsync("2026-000001"));
        Assert.Null(await store.VerifyAsync("2026-000002"));
    }

    [Theory]
    [InlineData("UPDATE usage_total SET calls = calls + 1", "the logs have 23 calls, and 25 are counted")]
    [InlineData(
        "DROP TRIGGER usage_total_whole_update; UPDATE usage_total SET compute_us = 9.3e18 WHERE hour = 490901",
        "subscription sub-1 has a count of hour 490901 that is no whole number of 64 bits")]
    [InlineData("UPDATE usage_log SET state = 'broken', reason = 'at byte 9: why'", "log a.jsonl is stopped at byte 9: why")]
    [InlineData(
        "UPDATE period SET end_hour = end_hour - 1 WHERE start_hour = (SELECT MIN(start_hour) FROM period)",
        "subscription sub-1 has a period from hour 491640 and the one before ends at 491639")]
    [InlineData(
        "DROP TRIGGER invoice_document_stays; UPDATE invoice SET number = '2026-000009' WHERE number = '2026-000002'; UPDATE "
        + "invoice_number SET next = 10", "in 2026 there are 2 invoices, and 9 numbers")]
    [InlineData(
        "UPDATE invoice_line SET amount_micros = amount_micros + 10000 WHERE n = 0 AND invoice = (SELECT id FROM invoice WHERE number = "
        + "'2026-000001')", "invoice 2026-000001 has 34000000 and its lines 34010000")]
    [InlineData(
        "DROP TRIGGER invoice_document_stays; UPDATE invoice SET tax_micros = 0 WHERE number = '2026-000001'",
        "invoice 2026-000001 has 40460000 for 34000000 and 0")]
    [InlineData(
        "UPDATE invoice SET carried_out_pico = 7 WHERE number = '2026-000001'",
        "invoice 2026-000002 carries in 0 and the one before carried out 7")]
    [InlineData("INSERT INTO ledger VALUES ('e', 0, 0, 'cash', 'sub-9', 'EUR', 5, 'test', '')", "entry e sums to 5")]
    [InlineData(
        "INSERT INTO ledger VALUES ('e', 0, 0, 'receivable', 'sub-1', 'EUR', 5, 'test', ''), ('e', 1, 0, 'cash', 'sub-1', 'EUR', -5, "
        + "'test', '')", "subscription sub-1 owes 83300005 by the books and 83300000 by its invoices")]
    [InlineData(
        "UPDATE subscription SET state = 'active'; DROP TRIGGER audit_no_update; INSERT INTO audit VALUES (1, 0, 'eve', 'refund', 'x', "
        + "'y', '{}', 'no hash')", "audit row 1 is not the one that was written after row 0")]
    [InlineData(
        "INSERT INTO gateway_count VALUES ('sub-1', '2026-01-01', 20454, 14)",
        "subscription sub-1 has 15 calls metered on 2026-01-01 and the gateway counted 14")]
    [InlineData("INSERT INTO credit_note_number VALUES (2026, 3)", "in 2026 there are 0 credit notes, and 2 numbers")]
    public async Task Check_OfWhatIsNotSo_SaysWhatIs(string damage, string expected)
    {
        await using var store = await TwoMonthsAsync("sqlite");
        await using (var connection = await store.Database.OpenAsync(default))
            await connection.ExecuteAsync(damage);

        Assert.Equal([expected], Violations(await CheckAsync(store)));
    }

    [Fact]
    public async Task Verify_OfALogThatWasChanged_SaysWhich()
    {
        await using var store = await TwoMonthsAsync("sqlite");
        var log = Path.Combine(store.Logs, "a.jsonl");
        File.WriteAllText(log, File.ReadAllText(log).Replace("\"rows\":2", "\"rows\":1", StringComparison.Ordinal));

        Assert.StartsWith(
            "log 'a.jsonl' is another than the one that was counted: its first ",
            (await Assert.ThrowsAsync<VerificationException>(() => store.VerifyAsync("2026-000001"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfALogThatIsGone_SaysWhich()
    {
        await using var store = await TwoMonthsAsync("sqlite");
        File.Delete(Path.Combine(store.Logs, "a.jsonl"));

        Assert.Equal(
            "log 'a.jsonl' can no longer be read at byte 0: it is shorter than it was",
            (await Assert.ThrowsAsync<VerificationException>(() => store.VerifyAsync("2026-000001"))).Message);
    }

    [Fact]
    public async Task Verify_OfAnInvoiceThatIsNotThere_SaysSo()
    {
        await using var store = await TwoMonthsAsync("sqlite");

        Assert.Equal("there is no invoice '7'", (await Assert.ThrowsAsync<VerificationException>(() => store.VerifyAsync("7"))).Message);
    }

    [Fact]
    public async Task Verify_OfADocumentThatWasEdited_ShowsBoth()
    {
        await using var store = await TwoMonthsAsync("sqlite");
        await using (var connection = await store.Database.OpenAsync(default))
            await connection.ExecuteAsync(
                "DROP TRIGGER invoice_document_stays; UPDATE invoice SET document = REPLACE(document, '\"netMicros\":34000000', "
                + "'\"netMicros\":33000000')");

        Assert.StartsWith("invoice 2026-000001 is {", await store.VerifyAsync("2026-000001"), StringComparison.Ordinal);
    }

    /// <summary>January with 15 calls, five of them beyond what is included; February with late calls of January.</summary>
    private async Task<TestStore> TwoMonthsAsync(string kind)
    {
        var store = await Business.OpenAsync(kind, postgres, Plan.Of(29_000_000, 10, 1_000_000_000_000));
        var log = new LogFile(store.Logs, "a.jsonl").Call(at: 5, count: 15).Mark(January + 1);
        store.Time.Advance(TimeSpan.FromHours(January + 1));
        await Business.WorkAsync(store);
        log.Call(at: 6, count: 7).Call(at: January + 2).Close(January + 28 * 24);
        store.Time.Advance(TimeSpan.FromHours(28 * 24));
        await Business.WorkAsync(store);
        return store;
    }

    private static async Task<IReadOnlyList<Finding>> CheckAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return await Nightly.CheckAsync(connection);
    }

    private static IEnumerable<string> Violations(IReadOnlyList<Finding> findings) => findings.SelectMany(finding => finding.Violations);
}

using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Platform.Billing.Corrections;
using Platform.Billing.Plans;

namespace Platform.Billing.Tests.Operators;

[Collection(PostgresCollection.Name)]
public sealed class OperatorTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Lists_OfEveryKind_AnswerInPages(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);

        foreach (var list in Billing.Operators.OperatorLists.Names)
        {
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, $"/operator/{list}?limit=7")).Status);
            var all = await KeysAsync($"{list}?limit=1000");
            var paged = new List<string>();
            while (await KeysAsync($"{list}?limit=1&after={Uri.EscapeDataString(paged.LastOrDefault(""))}") is [var next])
                paged.Add(next);
            Assert.Equal(all, paged);
        }

        var customer = (await host.SendAsync(HttpMethod.Get, "/operator/customers?state=active")).Body!.AsArray().Single()!;
        Assert.Equal(
            ("sub-1", "Ada", "basic", 0L, "2026-01-01T00:00:00+00:00"),
            ((string)customer["key"]!, (string)customer["name"]!, (string)customer["plan"]!, (long)customer["owes_micros"]!,
                (string)customer["begins_hour"]!));
        Assert.Empty((await host.SendAsync(HttpMethod.Get, "/operator/invoices?after=2026-000001")).Body!.AsArray());
        Assert.Equal("paid", (string)(await host.SendAsync(HttpMethod.Get, "/operator/invoices")).Body![0]!["state"]!);

        async Task<List<string>> KeysAsync(string path)
            => [.. (await host.SendAsync(HttpMethod.Get, $"/operator/{path}")).Body!.AsArray().Select(row => (string)row!["key"]!)];
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task CreditNote_OfAnOperator_IsRefundedAndInTheAudit(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);
        var request = new { id = "ticket-7", invoice = "2026-000001", amount = 10.5, reason = "outage" };

        var (status, note) = await host.SendAsync(HttpMethod.Post, "/operator/credit-notes", request);
        var again = await host.SendAsync(HttpMethod.Post, "/operator/credit-notes", request);
        await host.Shop.WorkAsync();

        Assert.Equal((200, "CN-2026-000001", 10_500_000L), (status, (string)note!["number"]!, (long)note["totalMicros"]!));
        Assert.Equal(note.ToJsonString(), again.Body!.ToJsonString());
        Assert.Equal(10.5m, host.Shop.Captured.Single().Refunded);
        Assert.Equal(
            "ann take back 2026-000001 outage | ann take back 2026-000001 outage",
            await host.Shop.TextAsync("SELECT actor, action, subject, reason FROM audit ORDER BY n"));
        Assert.Contains(
            "<h1>Credit note CN-2026-000001</h1>", await host.Client.GetStringAsync("/operator/credit-notes/CN-2026-000001.html"),
            StringComparison.Ordinal);
        await host.Shop.AssertInvariantsAsync();
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Stored_OfAnOperator_HoldsFromThisHourOnAndIsListed(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);

        Assert.Equal(
            200,
            (await host.SendAsync(
                HttpMethod.Put, "/operator/stored/sub-1/model", new { bytes = 5_000, reason = "their own model" })).Status);
        Assert.Equal(
            (422, "'model' of subscription 'sub-1' was set within this hour already; set it again from 2026-02-01 02:00:00Z on"),
            Error(await host.SendAsync(HttpMethod.Put, "/operator/stored/sub-1/model", new { bytes = 6_000, reason = "again" })));

        var level = (await host.SendAsync(HttpMethod.Get, "/operator/stored?of=sub-1")).Body!.AsArray().Single()!;
        Assert.Equal(
            ("model", 5_000L, "2026-02-01T01:00:00+00:00"), ((string)level["source"]!, (long)level["bytes"]!, (string)level["from_hour"]!));
        Assert.Equal(
            "ann set what is kept sub-1 model their own model",
            await host.Shop.TextAsync("SELECT actor, action, subject, reason FROM audit"));
    }

    [Fact]
    public async Task Invoice_InEachForm_ComesFromItsDocument()
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);

        Assert.Equal(
            "2026-000001", (string)JsonNode.Parse(await host.Client.GetStringAsync("/operator/invoices/2026-000001.json"))!["number"]!);
        Assert.StartsWith(
            "number,subscription,", await host.Client.GetStringAsync("/operator/invoices/2026-000001.csv"), StringComparison.Ordinal);
        using var page = await host.Client.GetAsync("/operator/invoices/2026-000001.html");
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "GET", "/operator/nothing", null, 404,
        "there is no list 'nothing'; expected one of customers, periods, invoices, credit-notes, charges, logs, webhooks, disputes, "
        + "rating-faults, audit, notices, erasures, consents, stored, drift, verifications")]
    [InlineData("GET", "/operator/invoices?limit=0", null, 400, "limit is '0'; expected 1 to 1000")]
    [InlineData("GET", "/operator/audit?after=x", null, 400, "after is 'x'; expected the key of a row of this list")]
    [InlineData("GET", "/operator/invoices/9.html", null, 404, "there is no invoice '9'")]
    [InlineData("GET", "/operator/invoices/2026-000001.pdf", null, 404, "there is no form 'pdf' of an invoice; expected html, json or csv")]
    [InlineData("POST", "/operator/credit-notes", "", 400, "the call has no body, or one above 65536 bytes; expected a JSON object")]
    [InlineData("POST", "/operator/credit-notes", "null", 400, "the body is null; expected a JSON object")]
    [InlineData(
        "POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"reason\":\" \"}", 400,
        "the reason is missing, or longer than 1000 characters; the audit keeps it")]
    [InlineData(
        "POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"reason\":\"y\"}", 422, "there is no invoice '9'")]
    [InlineData(
        "POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"2026-000001\",\"amount\":0.0000001,\"reason\":\"y\"}", 422,
        "0.0000001 is no amount of money; expected at most six decimals")]
    [InlineData(
        "POST", "/operator/adjustments",
        "{\"id\":\"x\",\"sid\":\"sub-1\",\"at\":\"2026-01-02T00:00:00Z\",\"meter\":\"calls\",\"delta\":-1,\"reason\":\"y\"}", 422,
        "-1 calls cannot be added to the 0 of that period; expected another number than 0, and at least 0")]
    [InlineData(
        "POST", "/operator/credits", "{\"id\":\"x\",\"account\":\"a-9\",\"amount\":1,\"expires\":null,\"reason\":\"y\"}", 422,
        "there is no account 'a-9'")]
    [InlineData(
        "POST", "/operator/logs/resume/2026/01/a.jsonl", "{\"reason\":\"y\"}", 422,
        "log '2026/01/a.jsonl' is not stopped, or not known; GET /operator/logs?state=broken lists those that are")]
    [InlineData(
        "POST", "/operator/webhooks/paypal/WH-1/release", "{\"reason\":\"y\"}", 422,
        "webhook 'WH-1' of paypal is not set aside, or was not signed; GET /operator/webhooks?state=quarantined lists those that are")]
    [InlineData(
        "POST", "/operator/charges/c-1/release", "{\"reason\":\"y\"}", 422,
        "charge 'c-1' is not set aside; GET /operator/charges?state=quarantined lists those that are")]
    [InlineData(
        "POST", "/operator/refunds/r-1/retry", "{\"reason\":\"y\"}", 422,
        "refund 'r-1' was not refused; GET /operator/credit-notes?state=refused lists those that were")]
    [InlineData(
        "POST", "/operator/rating-faults/sub-1/resume", "{\"reason\":\"y\"}", 422,
        "subscription 'sub-1' can be rated; GET /operator/rating-faults lists those that cannot")]
    [InlineData(
        "PUT", "/operator/customers/a-1/tax", "{\"taxRatePpm\":2000000,\"reason\":\"y\"}", 422,
        "the tax rate is 2000000; expected 0 to 1000000 millionths, such as 190000 for 19 %")]
    [InlineData(
        "PUT", "/operator/stored/sub-1/model", "{\"bytes\":-1,\"reason\":\"y\"}", 422,
        "-1 bytes cannot be kept; expected 0 to 1000000000000000")]
    [InlineData(
        "PUT", "/operator/stored/sub-1/records", "{\"bytes\":1,\"reason\":\"y\"}", 422,
        "'records' is what was collected, which is measured; choose another name for what else is kept")]
    [InlineData("PUT", "/operator/stored/sub-9/model", "{\"bytes\":1,\"reason\":\"y\"}", 422, "there is no subscription 'sub-9'")]
    [InlineData(
        "PUT", "/operator/price-indexes/node-hour/2026-13", "{\"valuePpm\":1,\"source\":\"s\",\"reason\":\"y\"}", 422,
        "'2026-13' is no month; expected one such as 2026-12")]
    [InlineData(
        "GET", "/operator/invoices?state=zzz", null, 400,
        "state is 'zzz'; expected one of issued, pending, paid, overdue, uncollectible, void")]
    [InlineData("GET", "/operator/audit?state=x", null, 400, "state is 'x'; list 'audit' has no states, so leave it out")]
    [InlineData("GET", "/operator/verifications?of=x", null, 400, "of is 'x'; list 'verifications' is of nobody, so leave it out")]
    [InlineData("GET", "/operator/invoices?sate=paid", null, 400, "there is no parameter 'sate'; expected one of state, of, after, limit")]
    [InlineData(
        "PUT", "/operator/price-indexes/node-hour/2026-12", "{\"valuePpm\":-1,\"source\":\"s\",\"reason\":\"y\"}", 422,
        "the value is -1; expected 1 to 1000000000 millionths, such as 1030000 for 3 % more")]
    [InlineData(
        "PUT", "/operator/price-indexes/node-hour/2026-12", "{\"valuePpm\":0,\"source\":\"s\",\"reason\":\"y\"}", 422,
        "the value is 0; expected 1 to 1000000000 millionths, such as 1030000 for 3 % more")]
    [InlineData(
        "PUT", "/operator/price-indexes/node-hour/2026-12", "{\"valuePpm\":9223372036854775807,\"source\":\"s\",\"reason\":\"y\"}", 422,
        "the value is 9223372036854775807; expected 1 to 1000000000 millionths, such as 1030000 for 3 % more")]
    [InlineData(
        "PUT", "/operator/price-indexes/moon/2026-12", "{\"valuePpm\":1,\"source\":\"s\",\"reason\":\"y\"}", 422,
        "no plan has an index 'moon'; expected one of node-hour")]
    [InlineData(
        "POST", "/operator/gateway-counts", "{\"sid\":\"sub-1\",\"day\":\"2026-01-02\",\"calls\":-5,\"reason\":\"y\"}", 422,
        "the gateway counted -5 calls; expected 0 to 1000000000000")]
    [InlineData(
        "POST", "/operator/gateway-counts", "{\"sid\":\"sub-1\",\"day\":\"2026-02-02\",\"calls\":5,\"reason\":\"y\"}", 422,
        "2026-02-02 is not there yet; expected a day up to 2026-02-01")]
    [InlineData(
        "POST", "/operator/gateway-counts", "{\"sid\":\"sub-9\",\"day\":\"2026-01-02\",\"calls\":5,\"reason\":\"y\"}", 422,
        "there is no subscription 'sub-9'")]
    [InlineData(
        "POST", "/operator/gateway-counts", "{\"sid\":\"\",\"day\":\"2026-01-02\",\"calls\":5,\"reason\":\"y\"}", 422,
        "there is no subscription ''")]
    [InlineData(
        "POST", "/operator/credits",
        "{\"id\":\"x\",\"account\":\"a-1\",\"amount\":79228162514264337593543950335,\"expires\":null,\"reason\":\"y\"}", 422,
        "the amount is 79228162514264337593543950335; expected at most 1000000000")]
    [InlineData(
        "POST", "/operator/credits",
        "{\"id\":\"x\",\"account\":\"a-1\",\"amount\":9223372036854775807,\"expires\":null,\"reason\":\"y\"}", 422,
        "the amount is 9223372036854775807; expected at most 1000000000")]
    [InlineData(
        "POST", "/operator/credits", "{\"id\":\"\",\"account\":\"a-1\",\"amount\":1,\"expires\":null,\"reason\":\"y\"}", 422,
        "the id is ''; expected 1 to 100 characters, the same ones when the order is sent again")]
    [InlineData(
        "POST", "/operator/credits",
        "{\"id\":\"x\",\"account\":\"a-1\",\"amount\":1,\"expires\":\"2026-01-01T00:00:00Z\",\"reason\":\"y\"}", 422,
        "the credit expires at 2026-01-01 00:00:00Z; expected a time after 2026-02-01 01:00:00Z, or null for never")]
    [InlineData(
        "POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"2026-000001\",\"amount\":1e28,\"reason\":\"y\"}", 422,
        "the amount is 10000000000000000000000000000; expected at most 1000000000")]
    [InlineData(
        "POST", "/operator/credit-notes", "{\"id\":\" \",\"invoice\":\"2026-000001\",\"amount\":1,\"reason\":\"y\"}", 422,
        "the id is ' '; expected 1 to 100 characters, the same ones when the order is sent again")]
    [InlineData(
        "POST", "/operator/adjustments",
        "{\"id\":\"\",\"sid\":\"sub-1\",\"at\":\"2026-01-02T00:00:00Z\",\"meter\":\"calls\",\"delta\":1,\"reason\":\"y\"}", 422,
        "the id is ''; expected 1 to 100 characters, the same ones when the order is sent again")]
    [InlineData(
        "POST", "/operator/adjustments",
        "{\"id\":\"x\",\"sid\":\"sub-1\",\"at\":\"2026-01-02T00:00:00Z\",\"meter\":\"calls\",\"delta\":9223372036854775807,"
        + "\"reason\":\"y\"}", 422, "9223372036854775807 calls cannot be added; expected -1000000000000000000 to 1000000000000000000")]
    public async Task Call_ThatCannotBe_SaysWhyAndLeavesNoTrace(string method, string path, string? body, int status, string error)
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);
        await AddIndexedPlanAsync(host);

        var answer = await host.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal((status, error), (answer.Status, (string)answer.Body!["error"]!));
        Assert.Equal("0", await host.Shop.TextAsync("SELECT COUNT(*) FROM audit"));
    }

    [Theory]
    [InlineData(
        "credit-notes", "{\"id\":\"x\"}",
        "the body does not have 'invoice', 'amount', 'reason'; expected 'id', 'invoice', 'amount', 'reason'")]
    [InlineData(
        "credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":\"much\",\"reason\":\"y\"}",
        "the body does not fit at '$.amount'; expected a number such as 12.34, without quotes, or null")]
    [InlineData(
        "credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":\"1\",\"reason\":\"y\"}",
        "the body does not fit at '$.amount'; expected a number such as 12.34, without quotes, or null")]
    [InlineData(
        "credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1e29,\"reason\":\"y\"}",
        "the body does not fit at '$.amount'; expected a number such as 12.34, without quotes, or null")]
    [InlineData(
        "credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"amount\":2,\"reason\":\"y\"}",
        "the body has 'amount' twice; expected each member once")]
    [InlineData(
        "credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"extra\":1,\"reason\":\"y\"}",
        "the body has 'extra', which is not known; expected 'id', 'invoice', 'amount', 'reason'")]
    [InlineData(
        "credit-notes", "{\"id\":null,\"invoice\":\"9\",\"amount\":1,\"reason\":\"y\"}",
        "the body does not fit at '$.id'; expected a text")]
    [InlineData(
        "credit-notes", "[", "the body does not fit at line 1, byte 2; expected an object with 'id', 'invoice', 'amount', 'reason'")]
    [InlineData(
        "credit-notes", "7", "the body does not fit at line 1, byte 2; expected an object with 'id', 'invoice', 'amount', 'reason'")]
    [InlineData(
        "gateway-counts", "{\"sid\":\"sub-1\",\"day\":\"2026-01-02\",\"calls\":\"5\",\"reason\":\"y\"}",
        "the body does not fit at '$.calls'; expected a whole number of at most 64 bits, without quotes")]
    [InlineData(
        "gateway-counts", "{\"sid\":\"sub-1\",\"day\":\"tomorrow\",\"calls\":5,\"reason\":\"y\"}",
        "the body does not fit at '$.day'; expected a day such as 2026-12-01")]
    [InlineData(
        "adjustments",
        "{\"id\":\"x\",\"sid\":\"sub-1\",\"at\":\"2026-01-02T00:00:00Z\",\"meter\":\"moons\",\"delta\":1,\"reason\":\"y\"}",
        "the body does not fit at '$.meter'; expected one of calls, rows, compute, tokensIn, tokensOut, storage")]
    public async Task Body_ThatDoesNotFit_SaysWhereAndWhatIsExpected(string call, string body, string error)
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);

        Assert.Equal((400, error), Error(await host.SendAsync(HttpMethod.Post, $"/operator/{call}", body)));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Order_UnderAnIdThatIsAnothers_IsRefusedWithBoth(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);
        var credit = new { id = "c-1", account = "a-1", amount = 5m, expires = (string?)null, reason = "welcome" };
        var adjustment = new { id = "u-1", sid = "sub-1", at = "2026-01-02T00:00:00Z", meter = "calls", delta = 3L, reason = "lost" };

        foreach (var isNew in new[] { true, false })
        {
            Assert.Equal(isNew, (bool)(await host.SendAsync(HttpMethod.Post, "/operator/credits", credit)).Body!["isNew"]!);
            Assert.Equal(isNew, (bool)(await host.SendAsync(HttpMethod.Post, "/operator/adjustments", adjustment)).Body!["isNew"]!);
        }

        Assert.Equal(
            (422, "'c-1' is a credit of 5000000 µ-units of EUR for account a-1 that never expires, and was sent as one of 6000000 µ-units "
                + "of EUR for account a-1 that never expires; give another credit another id"),
            Error(await host.SendAsync(HttpMethod.Post, "/operator/credits", credit with { amount = 6m })));
        Assert.Equal(
            (422, "'u-1' is an adjustment of subscription 'sub-1' at 2026-01-02 00:00:00Z by 3 calls, and was sent for 'sub-1' at "
                + "2026-01-02 00:00:00Z by 4 rows; give another adjustment another id"),
            Error(await host.SendAsync(HttpMethod.Post, "/operator/adjustments", adjustment with { meter = "rows", delta = 4 })));
        Assert.Equal("5000000", await host.Shop.TextAsync("SELECT amount_micros FROM credit_grant"));
        Assert.Equal("3", await host.Shop.TextAsync("SELECT calls FROM usage_adjustment"));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task IndexAndGatewayCount_ThatCanBe_AreKept(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);
        await AddIndexedPlanAsync(host);

        Assert.Equal(
            200,
            (await host.SendAsync(
                HttpMethod.Put, "/operator/price-indexes/node-hour/2026-12",
                new { valuePpm = 1_030_000, source = "s", reason = "y" })).Status);
        foreach (var calls in new[] { 4, 5 })
            Assert.Equal(
                200,
                (await host.SendAsync(
                    HttpMethod.Post, "/operator/gateway-counts", new { sid = "sub-1", day = "2026-02-01", calls, reason = "y" })).Status);

        Assert.Equal("node-hour 2026-12 1030000", await host.Shop.TextAsync("SELECT name, month, value_ppm FROM price_index"));
        Assert.Equal("sub-1 2026-02-01 20485 5", await host.Shop.TextAsync("SELECT sid, day, n, calls FROM gateway_count"));
    }

    [Theory]
    [InlineData(null, 401, "an operator's call has the header 'Authorization: Bearer …' with a key or a token")]
    [InlineData("Basic abc", 401, "an operator's call has the header 'Authorization: Bearer …' with a key or a token")]
    [InlineData("Bearer guess", 401, "the key or token is not known here, or over")]
    public async Task Call_OfNobodyKnown_IsRefused(string? header, int status, string error)
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);
        host.Client.DefaultRequestHeaders.Authorization = header is null ? null : AuthenticationHeaderValue.Parse(header);

        var answer = await host.SendAsync(HttpMethod.Get, "/operator/customers");

        Assert.Equal((status, error), (answer.Status, (string)answer.Body!["error"]!));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Mending_OfWhatIsStuck_LetsItGoOn(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);
        var log = new LogFile(host.Shop.Store.Logs, "2026/02/a.jsonl").Call(at: 800).Line("nonsense");
        Assert.True(await host.Shop.Store.Lease.TryHoldAsync(default));
        await Business.IngestAsync(host.Shop.Store);
        await host.Shop.ExecuteAsync(
            "INSERT INTO webhook (provider, event, type, resource, received, raw, verified, state) VALUES ('paypal', 'WH-9', 'x', 'y', 0, "
            + "'', 1, 'quarantined');INSERT INTO rating_fault (sid, reason, at) VALUES ('sub-1', 'why', 0)");
        File.WriteAllText(log.Path, File.ReadAllText(log.Path).Replace("nonsense\n", "", StringComparison.Ordinal));
        var because = new { reason = "mended" };

        Assert.Equal("broken", (string)(await host.SendAsync(HttpMethod.Get, "/operator/logs?state=broken")).Body![0]!["state"]!);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, "/operator/logs/resume/2026/02/a.jsonl", because)).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, "/operator/webhooks/paypal/WH-9/release", because)).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, "/operator/rating-faults/sub-1/resume", because)).Status);
        log.Call(at: 801);
        Assert.True(await host.Shop.Store.Lease.TryHoldAsync(default));
        await Business.IngestAsync(host.Shop.Store);
        await host.Shop.WorkAsync();

        Assert.Equal("open 3", await host.Shop.TextAsync("SELECT state, next_s FROM usage_log"));
        Assert.Equal("ignored", await host.Shop.TextAsync("SELECT state FROM webhook"));
        Assert.Equal("", await host.Shop.TextAsync("SELECT sid FROM rating_fault"));
        Assert.Equal("3", await host.Shop.TextAsync("SELECT COUNT(*) FROM audit"));
        await host.Shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Refund_ThatWasRefused_IsAskedForAgainUnderAnotherKey()
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);
        await host.Shop.WriteAsync(transaction => CreditNotes.IssueAsync(
            transaction, new CreditOrder("r-1", "2026-000001", null, "asked for", "op"), host.Shop.Store.Time.GetUtcNow()));
        var dispute = await host.Shop.Server.DisputeAsync(host.Shop.Captured.Single().Id);
        await host.Shop.WorkAsync();
        Assert.Equal("refused TRANSACTION_DISPUTED", await host.Shop.TextAsync("SELECT state, issue FROM refund"));
        await host.Shop.Server.DecideAsync(dispute.Resource, lost: false);

        Assert.Equal(
            200, (await host.SendAsync(HttpMethod.Post, "/operator/refunds/CN-2026-000001-R/retry", new { reason = "won" })).Status);
        await host.Shop.WorkAsync();

        Assert.Equal("done 2", await host.Shop.TextAsync("SELECT state, attempt FROM refund"));
        await host.Shop.AssertInvariantsAsync();
    }

    private static (int, string?) Error((int Status, JsonNode? Body) answer) => (answer.Status, (string?)answer.Body!["error"]);

    private static Task AddIndexedPlanAsync(OperatorHost host) => host.Shop.WriteAsync(transaction => PlanStore.AddAsync(
        transaction,
        new PlanVersion("indexed", 1, "EUR", 0, Plan.Always, [Plan.Price(Meter.Compute, 0, 5_000_000) with { Index = "node-hour" }])));
}

using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Platform.Billing.Corrections;

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
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, $"/operator/{list}?state=x&of=y")).Status);
            var all = await KeysAsync($"{list}?limit=1000");
            var paged = new List<string>();
            while (await KeysAsync($"{list}?limit=1&after={Uri.EscapeDataString(paged.LastOrDefault(""))}") is [var next])
                paged.Add(next);
            Assert.Equal(all, paged);
        }

        var customer = (await host.SendAsync(HttpMethod.Get, "/operator/customers?state=active")).Body!.AsArray().Single()!;
        Assert.Equal(
            ("sub-1", "Ada", "basic", 0L, "2026-01-01T00:00:00+00:00"),
            ((string)customer["key"]!, (string)customer["name"]!, (string)customer["plan"]!, (long)customer["owes_micros"]!, (string)customer["begins_hour"]!));
        Assert.Empty((await host.SendAsync(HttpMethod.Get, "/operator/invoices?after=2026-000001")).Body!.AsArray());
        Assert.Equal("paid", (string)(await host.SendAsync(HttpMethod.Get, "/operator/invoices")).Body![0]!["state"]!);

        async Task<List<string>> KeysAsync(string path) =>
            [.. (await host.SendAsync(HttpMethod.Get, $"/operator/{path}")).Body!.AsArray().Select(row => (string)row!["key"]!)];
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
            "ann take back 2026-000001 outage | ann take back 2026-000001 outage", await host.Shop.TextAsync("SELECT actor, action, subject, reason FROM audit ORDER BY n"));
        Assert.Contains("<h1>Credit note CN-2026-000001</h1>", await host.Client.GetStringAsync("/operator/credit-notes/CN-2026-000001.html"), StringComparison.Ordinal);
        await host.Shop.AssertInvariantsAsync();
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Stored_OfAnOperator_HoldsFromThisHourOnAndIsListed(string kind)
    {
        await using var host = await OperatorHost.StartAsync(kind, postgres);

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Put, "/operator/stored/sub-1/model", new { bytes = 5_000, reason = "their own model" })).Status);
        Assert.Equal(422, (await host.SendAsync(HttpMethod.Put, "/operator/stored/sub-1/model", new { bytes = 6_000, reason = "again" })).Status);

        var level = (await host.SendAsync(HttpMethod.Get, "/operator/stored?of=sub-1")).Body!.AsArray().Single()!;
        Assert.Equal(
            ("model", 5_000L, "2026-02-01T01:00:00+00:00"), ((string)level["source"]!, (long)level["bytes"]!, (string)level["from_hour"]!));
        Assert.Equal("ann set what is kept sub-1 model their own model", await host.Shop.TextAsync("SELECT actor, action, subject, reason FROM audit"));
    }

    [Fact]
    public async Task Invoice_InEachForm_ComesFromItsDocument()
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);

        Assert.Equal("2026-000001", (string)JsonNode.Parse(await host.Client.GetStringAsync("/operator/invoices/2026-000001.json"))!["number"]!);
        Assert.StartsWith("number,subscription,", await host.Client.GetStringAsync("/operator/invoices/2026-000001.csv"), StringComparison.Ordinal);
        using var page = await host.Client.GetAsync("/operator/invoices/2026-000001.html");
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/operator/nothing", null, 404, "there is no list 'nothing'; expected one of customers, periods, invoices, credit-notes, charges, logs, webhooks, disputes, rating-faults, audit, notices, erasures, consents, stored, drift, verifications")]
    [InlineData("GET", "/operator/invoices?limit=0", null, 400, "limit is '0'; expected 1 to 1000")]
    [InlineData("GET", "/operator/audit?after=x", null, 400, "after is 'x'; expected the key of a row of this list")]
    [InlineData("GET", "/operator/invoices/9.html", null, 404, "there is no invoice '9'")]
    [InlineData("GET", "/operator/invoices/2026-000001.pdf", null, 404, "there is no form 'pdf' of an invoice; expected html, json or csv")]
    [InlineData("POST", "/operator/credit-notes", "", 400, "the call has no body, or one above 65536 bytes; expected a JSON object")]
    [InlineData("POST", "/operator/credit-notes", "null", 400, "the body is null; expected a JSON object")]
    [InlineData("POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"reason\":\" \"}", 400, "the reason is missing, or longer than 1000 characters; the audit keeps it")]
    [InlineData("POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"reason\":\"y\"}", 422, "there is no invoice '9'")]
    [InlineData("POST", "/operator/credit-notes", "{\"id\":\"x\",\"invoice\":\"2026-000001\",\"amount\":0.0000001,\"reason\":\"y\"}", 422, "0.0000001 is no amount of money; expected at most six decimals")]
    [InlineData("POST", "/operator/adjustments", "{\"id\":\"x\",\"sid\":\"sub-1\",\"at\":\"2026-01-02T00:00:00Z\",\"meter\":\"calls\",\"delta\":-1,\"reason\":\"y\"}", 422, "-1 calls cannot be added to the 0 of that period; expected another number than 0, and at least 0")]
    [InlineData("POST", "/operator/credits", "{\"id\":\"x\",\"account\":\"a-9\",\"amount\":1,\"expires\":null,\"reason\":\"y\"}", 422, "there is no account 'a-9'")]
    [InlineData("POST", "/operator/logs/resume/2026/01/a.jsonl", "{\"reason\":\"y\"}", 422, "log '2026/01/a.jsonl' is not stopped, or not known; GET /operator/logs?state=broken lists those that are")]
    [InlineData("POST", "/operator/webhooks/paypal/WH-1/release", "{\"reason\":\"y\"}", 422, "webhook 'WH-1' of paypal is not set aside, or was not signed; GET /operator/webhooks?state=quarantined lists those that are")]
    [InlineData("POST", "/operator/charges/c-1/release", "{\"reason\":\"y\"}", 422, "charge 'c-1' is not set aside; GET /operator/charges?state=quarantined lists those that are")]
    [InlineData("POST", "/operator/refunds/r-1/retry", "{\"reason\":\"y\"}", 422, "refund 'r-1' was not refused; GET /operator/credit-notes?state=refused lists those that were")]
    [InlineData("POST", "/operator/rating-faults/sub-1/resume", "{\"reason\":\"y\"}", 422, "subscription 'sub-1' can be rated; GET /operator/rating-faults lists those that cannot")]
    [InlineData("PUT", "/operator/customers/a-1/tax", "{\"taxRatePpm\":2000000,\"reason\":\"y\"}", 422, "the tax rate is 2000000; expected 0 to 1000000 millionths, such as 190000 for 19 %")]
    [InlineData("PUT", "/operator/stored/sub-1/model", "{\"bytes\":-1,\"reason\":\"y\"}", 422, "-1 bytes cannot be kept; expected 0 to 1000000000000000")]
    [InlineData("PUT", "/operator/stored/sub-1/records", "{\"bytes\":1,\"reason\":\"y\"}", 422, "'records' is what was collected, which is measured; choose another name for what else is kept")]
    [InlineData("PUT", "/operator/stored/sub-9/model", "{\"bytes\":1,\"reason\":\"y\"}", 422, "subscription 'sub-9' is not there or ended, or 'model' was set within this hour already; set it again from 2026-02-01 02:00:00Z on")]
    [InlineData("PUT", "/operator/price-indexes/node-hour/2026-13", "{\"valuePpm\":1,\"source\":\"s\",\"reason\":\"y\"}", 422, "'2026-13' is no month; expected one such as 2026-12")]
    public async Task Call_ThatCannotBe_SaysWhyAndLeavesNoTrace(string method, string path, string? body, int status, string error)
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);

        var answer = await host.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal((status, error), (answer.Status, (string)answer.Body!["error"]!));
        Assert.Equal("0", await host.Shop.TextAsync("SELECT COUNT(*) FROM audit"));
    }

    [Theory]
    [InlineData("{\"id\":\"x\"}", "the body does not fit at '$': ")]
    [InlineData("{\"id\":\"x\",\"invoice\":\"9\",\"amount\":\"much\",\"reason\":\"y\"}", "the body does not fit at '$.amount': ")]
    [InlineData("{\"id\":\"x\",\"invoice\":\"9\",\"amount\":1,\"reason\":\"y\",\"extra\":1}", "the body does not fit at '$.extra': ")]
    [InlineData("[", "the body does not fit at '")]
    public async Task Body_ThatDoesNotFit_SaysWhere(string body, string error)
    {
        await using var host = await OperatorHost.StartAsync("sqlite", postgres);

        var answer = await host.SendAsync(HttpMethod.Post, "/operator/credit-notes", body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(error, (string)answer.Body!["error"]!, StringComparison.Ordinal);
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
            "INSERT INTO webhook (provider, event, type, resource, received, raw, verified, state) VALUES ('paypal', 'WH-9', 'x', 'y', 0, '', 1, 'quarantined');"
            + "INSERT INTO rating_fault (sid, reason, at) VALUES ('sub-1', 'why', 0)");
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

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, "/operator/refunds/CN-2026-000001-R/retry", new { reason = "won" })).Status);
        await host.Shop.WorkAsync();

        Assert.Equal("done 2", await host.Shop.TextAsync("SELECT state, attempt FROM refund"));
        await host.Shop.AssertInvariantsAsync();
    }
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Notices;
using Platform.Billing.Telemetry;

namespace Platform.Billing.Tests.Notices;

/// <summary>
/// Notices are sent at least once under one id, wait longer when they are not taken, and are set aside with an alarm in the end.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class NoticeWorkTests(PostgresServer postgres)
{
    private const string State = "SELECT state, attempts FROM notice";

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_ByMail_SendsOneMailWithTheInvoicesAmountAndNoKey(string kind)
    {
        await using var shop = await Business.ShopAsync(kind, postgres);
        await using var server = MailServer.Start();

        await Work(shop, Mail(server)).RunAsync(default);
        await Work(shop, Mail(server)).RunAsync(default);

        var mail = Assert.Single(server.Taken);
        Assert.Equal("sent 1", await shop.TextAsync(State));
        Assert.Equal(("MAIL FROM:<billing@example.com>", "RCPT TO:<ada@example.com>"), (mail.From.Split(" SIZE")[0], mail.To.Single()));
        Assert.Equal(
            ("Platform <billing@example.com>", "Ada <ada@example.com>", "Invoice 2026-000001 over 34.51 EUR", "auto-generated",
                "<9b11d341a858c044b2e50825394f09d25490f7b2@example.com>"),
            (mail.Header("From"), mail.Header("To"), mail.Header("Subject"), mail.Header("Auto-Submitted"), mail.Header("Message-Id")));
        Assert.Equal(
            """
            Invoice 2026-000001 is issued. 34.51 EUR is to be paid until 2026-02-15; where a payment method is on file, it is charged.

            Subscription: sub-1

            https://api.example.com/console
            """,
            string.Join("\n", mail.Lines.Skip(mail.Headers.Count + 1)).Replace("=\n", "", StringComparison.Ordinal).TrimEnd());
    }

    [Theory]
    [InlineData("Ada\r\nBcc: eve@example.com")]
    [InlineData("Ada\nSubject: hello\n\nbody")]
    [InlineData("Ada\u2028Bcc: eve@example.com")]
    [InlineData("\"Ada\" <eve@example.com>, Ada")]
    public async Task Run_NameThatWouldBeAHeader_IsAName(string name)
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var server = MailServer.Start();
        await shop.WriteAsync(transaction => Dapper.SqlMapper.ExecuteAsync(
            transaction.Connection!, "UPDATE account SET name = @name", new { name }, transaction));

        await Work(shop, Mail(server)).RunAsync(default);

        var mail = Assert.Single(server.Taken);
        Assert.Equal("RCPT TO:<ada@example.com>", mail.To.Single());
        Assert.Equal(
            ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"],
            mail.Headers.Where(line => line[0] is not (' ' or '\t')).Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.Equal("Invoice 2026-000001 over 34.51 EUR", mail.Header("Subject"));
    }

    [Theory]
    [InlineData("ada@example.com\r\nRCPT TO:<eve@example.com>")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("nobody")]
    public async Task Run_AddressThatIsNone_IsSetAsideAndTheServerIsNotAsked(string address)
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var server = MailServer.Start();
        await shop.WriteAsync(transaction => Dapper.SqlMapper.ExecuteAsync(
            transaction.Connection!, "UPDATE account SET email = @address", new { address }, transaction));

        await Work(shop, Mail(server)).RunAsync(default);

        Assert.Equal(
            "dead 1 the address of account 'a-1' is none that mail can go to",
            await shop.TextAsync("SELECT state, attempts, issue FROM notice"));
        Assert.Equal(0, server.Recipients);
    }

    [Theory]
    [InlineData("550 no such user", "dead 1", "the mail server answers 550 no such user")]
    [InlineData("450 greylisted", "waiting 1", "the mail server answers 450 greylisted")]
    public async Task Run_RecipientThatIsRefused_IsTriedAgainOnlyWhereThatHelps(string refusal, string state, string issue)
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var server = MailServer.Start();
        server.Refusal = refusal;

        await Work(shop, Mail(server)).RunAsync(default);

        Assert.Equal((state, issue), (await shop.TextAsync(State), await shop.TextAsync("SELECT issue FROM notice")));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_WebhookThatFails_WaitsTwiceAsLongEachTimeAndDiesWithAnAlarm(string kind)
    {
        await using var shop = await Business.ShopAsync(kind, postgres);
        await using var hook = await HookServer.StartAsync();
        var options = Hook(hook);
        hook.Status = 503;
        var tried = new List<double>();
        var began = shop.Store.Time.GetUtcNow();
        for (var second = 0; second < 400; second += 10)
        {
            Assert.True(await shop.Store.Lease.TryHoldAsync(default));
            var before = hook.Taken.Count;
            await Work(shop, options).RunAsync(default);
            if (hook.Taken.Count > before)
                tried.Add((shop.Store.Time.GetUtcNow() - began).TotalSeconds);
            shop.Store.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([0, 30, 90, 210], tried);
        Assert.Equal("dead 4 the webhook answers 503", await shop.TextAsync("SELECT state, attempts, issue FROM notice"));
        using var gauges = new BillingGauges(shop.Store.Database, shop.Store.Time);
        await gauges.RefreshAsync(isActive: true, default);
        Assert.Equal(
            [("waiting", 0d), ("dead", 1d)],
            gauges.Now.Where(gauge => gauge.Name == "billing.notices").Select(gauge => (gauge.Of, gauge.Value)));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_AnswerThatIsLost_SendsTheSameUnderTheSameKey(string kind)
    {
        await using var shop = await Business.ShopAsync(kind, postgres);
        await using var hook = await HookServer.StartAsync();
        hook.Status = 0;
        await Work(shop, Hook(hook)).RunAsync(default);
        Assert.Equal("waiting 1", await shop.TextAsync(State));
        hook.Status = 204;
        shop.Store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await shop.Store.Lease.TryHoldAsync(default));

        await Work(shop, Hook(hook)).RunAsync(default);
        await Work(shop, Hook(hook)).RunAsync(default);

        Assert.Equal(2, hook.Taken.Count);
        Assert.Equal(hook.Taken[0], hook.Taken[1]);
        Assert.Equal("Bearer token", hook.Taken[0].Token);
        Assert.Equal(
            """{"id":"invoice/2026-000001","kind":"InvoiceIssued","at":"2026-02-01T01:00:00+00:"""
            + """00","account":"a-1","subscription":"sub-1","to":"ada@example.com","name":"Ada","subject":"Invoice 2026-000001 over """
            + """34.51 EUR","facts":{"invoice":"2026-000001","amountMicros":34510000,"currency":"EUR","exponent":2"""
            + ""","due":"2026-02-15T01:00:00+00:00"}}""",
            Without(hook.Taken[0].Body, "text"));
        Assert.Equal("sent 2", await shop.TextAsync(State));
    }

    [Fact]
    public async Task Run_OneThatFails_KeepsTheOthersForTheNextRun()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var hook = await HookServer.StartAsync();
        await shop.WriteAsync(transaction => Outbox.AddAsync(
            transaction, new Notice("another", "sub-1", NoticeKind.Suspended, new NoticeFacts()), shop.Store.Time.GetUtcNow()));
        hook.Status = 500;
        await Work(shop, Hook(hook)).RunAsync(default);
        hook.Status = 204;

        await Work(shop, Hook(hook)).RunAsync(default);

        Assert.Equal(
            "another waiting 1 | invoice/2026-000001 sent 1", await shop.TextAsync("SELECT id, state, attempts FROM notice ORDER BY id"));
    }

    [Fact]
    public async Task Run_WithoutAWay_KeepsThemAndSendsNoneLaterByItself()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var hook = await HookServer.StartAsync();

        await Work(shop, new NoticeOptions()).RunAsync(default);
        await Work(shop, Hook(hook)).RunAsync(default);

        Assert.Equal("kept 0", await shop.TextAsync(State));
        Assert.Empty(hook.Taken);
    }

    [Fact]
    public async Task Run_AccountThatIsClosed_IsNotWrittenTo()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var hook = await HookServer.StartAsync();
        await shop.ExecuteAsync("UPDATE account SET state = 'closed'");

        await Work(shop, Hook(hook)).RunAsync(default);

        Assert.Equal("kept the account is closed", await shop.TextAsync("SELECT state, issue FROM notice"));
        Assert.Empty(hook.Taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("visitors@console.invalid")]
    public async Task Run_AccountWithoutAnAddress_IsNotWrittenTo(string address)
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await using var hook = await HookServer.StartAsync();
        await shop.ExecuteAsync($"UPDATE account SET email = '{address}'");

        await Work(shop, Hook(hook)).RunAsync(default);

        Assert.Equal("kept the account has no address to write to", await shop.TextAsync("SELECT state, issue FROM notice"));
        Assert.Empty(hook.Taken);
    }

    [Fact]
    public async Task Add_SameIdTwice_IsOneNotice()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        var notice = new Notice("once", "sub-1", NoticeKind.Suspended, new NoticeFacts());

        await shop.WriteAsync(async transaction =>
        {
            Assert.True(await Outbox.AddAsync(transaction, notice, shop.Store.Time.GetUtcNow()));
            Assert.False(await Outbox.AddAsync(transaction, notice, shop.Store.Time.GetUtcNow()));
            Assert.False(
                await Outbox.AddAsync(transaction, notice with { Id = "other", Sid = "sub-unknown" }, shop.Store.Time.GetUtcNow()));
        });

        Assert.Equal(1, await shop.ScalarAsync("SELECT COUNT(*) FROM notice WHERE id = 'once'"));
    }

    [Fact]
    public void Of_EveryKind_HasALineAndATextThatNamesTheSubscription()
    {
        var facts = new NoticeFacts(
            "2026-000001", 34_510_000, "EUR", 2, Plan.Always, "compute", 8, 10, Plan.Always, "training", "erased", 3);

        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var (subject, text) = NoticeText.Of(kind, "sub-1", facts, new Uri("https://api.example.com/console"));
            Assert.InRange(subject.Length, 10, 78);
            Assert.EndsWith("\n\nSubscription: sub-1\n\nhttps://api.example.com/console\n", text, StringComparison.Ordinal);
        }
    }

    private static NoticeOptions Mail(MailServer server) => new()
    {
        SmtpHost = "127.0.0.1", SmtpPort = server.Port, SmtpSecurity = MailKit.Security.SecureSocketOptions.None,
        From = "Platform <billing@example.com>",
        Site = new Uri("https://api.example.com/console"),
    };

    private static NoticeOptions Hook(HookServer hook) => new() { Webhook = hook.Address, WebhookToken = "token", Attempts = 4 };

    private static NoticeWork Work(Shop shop, NoticeOptions options) => new(
        (shop.Store.Database, shop.Store.Lease),
        options.HasMail ? new MailNotice(options) : options.Webhook is not null ? new WebhookNotice(_client, options) : null,
        options, shop.Store.Time, NullLogger<NoticeWork>.Instance);

    private static readonly HttpClient _client = new();
    private static readonly System.Text.Json.JsonSerializerOptions _plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Without(string json, string member)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        Assert.True(document.Remove(member));
        return document.ToJsonString(_plain);
    }
}

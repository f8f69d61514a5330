using System.Diagnostics;
using System.Net;
using Dapper;
using Platform.Billing.Console.Accounts;
using Platform.Payments.Http;

namespace Platform.Billing.Tests.Console;

/// <summary>What customers and visitors do, with forms alone.</summary>
public sealed class ConsoleCustomerTests
{
    [Fact]
    public async Task Visitor_SeesPlansWithPricesAndTriesAModelWithoutAnAccount()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var visitor = host.Open();

        await visitor.GetAsync("/console");
        Assert.Contains("49.00 EUR a month", visitor.Text.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(
            "10 calls included, then 0.0003 EUR a call",
            visitor.Text.Replace("\n", " ", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("Up to 1,000 calls in 30 days", visitor.Text, StringComparison.Ordinal);
        await visitor.GetAsync("/console/try/iris");
        await visitor.SendAsync("form[action='/console/try/iris']", ("f-length", "4.5"));

        Assert.Equal(
            ("setosa", "97.0 %"), (visitor.Page.QuerySelector(".big")!.TextContent, visitor.Page.QuerySelector(".bars .n")!.TextContent));
        Assert.Equal(["""{"length":4.5,"count":2,"colour":"blue"}"""], host.Models.Calls);
        Assert.Equal("active at free", await host.Gateway.StateAsync("sub-visitors"));
    }

    [Fact]
    public async Task Visitor_BeyondTheFreePlansCalls_IsToldSo()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var visitor = host.Open();
        for (var call = 0; call <= ConsoleHost.FreeCalls; call++)
        {
            await visitor.GetAsync("/console/try/iris");
            await visitor.SendAsync("form[action='/console/try/iris']", ("f-length", $"{call}.5"));
        }

        Assert.Contains("The plan's calls are used up.", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(ConsoleHost.FreeCalls, host.Models.Calls.Count);
    }

    [Fact]
    public async Task SignUp_SentTwice_MakesOneAccountAndShowsTheKeyOnce()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = host.Open();
        await ada.SignInAsync("ada");
        await ada.GetAsync("/console/sign-up?plan=free");
        var (action, values) = ada.Form("form[action='/console/sign-up']", [("country", "DE")]);

        await ada.PostAsync(action, values);
        var key = ada.Page.QuerySelector("pre code")!.TextContent;
        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key));
        await ada.PostAsync(action, values);

        Assert.Null(ada.Page.QuerySelector("pre code"));
        Assert.Contains("a key is shown once", ada.Text, StringComparison.Ordinal);
        Assert.Equal("ada@example.com DE 190000 active", await host.TextAsync("SELECT email, country, tax_rate_ppm, state FROM account"));
        Assert.Equal("1", await host.TextAsync("SELECT COUNT(*) FROM subscription"));
    }

    [Theory]
    [InlineData("", "ada@example.com", "DE", "free", "Enter a name of 1 to 120 characters.")]
    [InlineData("Ada", "ada", "DE", "free", "Enter an e-mail address, such as ada@example.com.")]
    [InlineData("Ada", "ada@example.com\r\nBcc: x", "DE", "free", "Enter an e-mail address, such as ada@example.com.")]
    [InlineData("Ada", "ada@example.com", "XX", "free", "Choose a country of the list.")]
    [InlineData("Ada", "ada@example.com", "DE", "gold", "there is no plan 'gold'; choose one of the list")]
    public async Task SignUp_WithSomethingWrong_SaysWhatAndKeepsWhatWasTyped(
        string name, string email, string country, string plan, string problem)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = host.Open();
        await ada.SignInAsync("ada");
        await ada.GetAsync("/console/sign-up");

        await ada.SendAsync("form[action='/console/sign-up']", ("name", name), ("email", email), ("country", country), ("plan", plan));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, problem), (ada.Status, ada.Page.QuerySelector(".problem")!.TextContent));
        Assert.Equal(name, ada.Form("form[action='/console/sign-up']", []).Values["name"]);
        Assert.Equal("0", await host.TextAsync("SELECT COUNT(*) FROM account"));
    }

    [Fact]
    public async Task SignUp_WhileTheGatewayIsAway_KeepsTheAccountAndMakesTheKeyLater()
    {
        await using var host = await ConsoleHost.StartAsync(
            "--Gateway:Service", "http://127.0.0.1:9/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/a");
        using var ada = await host.SignUpAsync("ada");

        Assert.Contains("The gateway does not answer yet", ada.Text, StringComparison.Ordinal);
        await host.Gateway.Work(host.Store).RunAsync(default);
        Assert.Equal("active at free", await host.Gateway.StateAsync(await host.TextAsync("SELECT sid FROM subscription")));
    }

    [Fact]
    public async Task Keys_NewOne_ReplacesItselfAloneAndIsMadeOncePerForm()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "standard");
        var first = ada.Page.QuerySelector("pre code")!.TextContent;
        await ada.GetAsync("/console/keys");
        var (action, values) = ada.Form("form[action='/console/keys/secondary']", []);
        await ada.PostAsync(action, values);
        var second = ada.Page.QuerySelector("pre code")!.TextContent;
        await ada.PostAsync(action, values);
        Assert.Null(ada.Page.QuerySelector("pre code"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await host.CallAsync(first), await host.CallAsync(second)));

        await ada.SendAsync("form[action='/console/keys/primary']");

        var renewed = ada.Page.QuerySelector("pre code")!.TextContent;
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK),
            (await host.CallAsync(first), await host.CallAsync(second), await host.CallAsync(renewed)));
        // The console's own calls go on
        await ada.GetAsync("/console/try/iris");
        await ada.SendAsync("form[action='/console/try/iris']");
        Assert.Equal("setosa", ada.Page.QuerySelector(".big")!.TextContent);
    }

    [Fact]
    public async Task Plan_ThatNeedsMoney_AsksForAPaymentMethodComesBackAndKeepsTheKey()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        var key = ada.Page.QuerySelector("pre code")!.TextContent;
        for (var call = 0; call < ConsoleHost.FreeCalls; call++)
            Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key));
        Assert.Equal(HttpStatusCode.Forbidden, await host.CallAsync(key));

        await ada.GetAsync("/console/plan");
        await ada.SendAsync("form[action='/console/plan']:has(input[value=standard])");
        Assert.Equal("/console/billing?return=%2Fconsole%2Fplan%3Fplan%3Dstandard", ada.At.PathAndQuery);
        await ada.SendAsync("form[action='/console/billing/methods']");
        var leave = ada.Page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!;
        Assert.StartsWith($"1;url={host.Payments.Address}agreements/approve?approval_session_id=", leave, StringComparison.Ordinal);
        await ada.GetAsync((await host.Payments.ApproveAsync(await host.TextAsync("SELECT setup FROM payment_method")))!.PathAndQuery);
        Assert.Equal("/console/plan?plan=standard&said=method", ada.At.PathAndQuery);
        Assert.Equal("Standard: 49.00 EUR a month", ada.Page.QuerySelector("main section.card h2")!.TextContent);
        await ada.SendAsync("form[action='/console/plan']:has(input[value=standard])");

        Assert.Contains("Your plan was changed.", ada.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key));
        Assert.Equal("free | standard", await host.TextAsync("SELECT plan FROM phase ORDER BY from_hour"));
    }

    [Fact]
    public async Task Plan_SmallerOne_BeginsWithTheNextPeriod()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "standard");
        await ada.GetAsync("/console/plan");

        await ada.SendAsync("form[action='/console/plan']:has(input[value=free])");

        Assert.Contains("free begins on 1 Feb 2026, 00:00 UTC.", ada.Text, StringComparison.Ordinal);
        Assert.Equal("active at standard", await host.Gateway.StateAsync(await host.TextAsync("SELECT sid FROM subscription")));
    }

    [Fact]
    public async Task Plan_ThatAnOperatorApproves_BeginsWhenHeDoesAndOnce()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "premium");
        Assert.Contains("waits for an operator", ada.Text, StringComparison.Ordinal);
        Assert.Equal("0", await host.TextAsync("SELECT COUNT(*) FROM subscription"));
        using var olga = await host.SignUpAsync("olga", isOperator: true);
        await olga.GetAsync("/console/operator");
        var (action, values) = olga.Form("form[action$='/approve']", []);

        await olga.PostAsync(action, values);
        await olga.PostAsync(action, values);

        Assert.Contains("That is decided.", olga.Text, StringComparison.Ordinal);
        Assert.Equal("olga@example.com approve plan", await host.TextAsync("SELECT actor, action FROM audit"));
        await host.WorkAsync();
        await ada.GetAsync("/console/keys");
        await ada.SendAsync("form[action='/console/keys/primary']");
        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(ada.Page.QuerySelector("pre code")!.TextContent));
    }

    [Theory, InlineData(nameof(Fault.ErrorBefore)), InlineData(nameof(Fault.AnswerLost))]
    public async Task Payment_ProviderDownInTheMiddleOfTheApproval_GoesOnWhereItWas(string fault)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "standard");
        await ada.GetAsync("/console/billing?return=/console/plan");
        await ada.SendAsync("form[action='/console/billing/methods']");
        var back = (await host.Payments.ApproveAsync(await host.TextAsync("SELECT setup FROM payment_method")))!.PathAndQuery;
        await host.Payments.FailAtAsync("/v3/vault/payment-tokens", Enum.Parse<Fault>(fault));

        await ada.GetAsync(back);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "approving"), (ada.Status, await host.TextAsync("SELECT state FROM payment_method")));
        await ada.GetAsync(ada.Page.QuerySelector("main .button")!.GetAttribute("href")!);

        Assert.Equal(("/console/plan", "ready"), (ada.At.AbsolutePath, await host.TextAsync("SELECT state FROM payment_method")));
    }

    [Fact]
    public async Task Model_ThatDisappearsWhileItsFormIsOpen_IsSaidPlainly()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/try/iris");
        host.Models.Models.Remove("iris");

        await ada.SendAsync("form[action='/console/try/iris']");

        Assert.Equal(
            (HttpStatusCode.NotFound, "The model 'iris' is not served any more. What you filled in was not sent; choose another model."),
            (ada.Status, ada.Page.QuerySelector(".note.bad")!.TextContent));
    }

    [Theory]
    [InlineData("f-length", "long", "Enter a number, such as 1.5.")]
    [InlineData("f-count", "-1", "Enter a whole number from 0.")]
    [InlineData("f-count", "1.5", "Enter a whole number from 0.")]
    [InlineData("f-count", "99999999999999999999", "Enter a whole number from 0.")]
    [InlineData("f-length", "1e999", "Enter a number, such as 1.5.")]
    [InlineData("f-colour", "green", "Choose one of the list.")]
    public async Task Try_ValueOutOfRange_IsSaidAtItsFieldAndNothingIsCalled(string field, string value, string problem)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/try/iris");

        await ada.SendAsync("form[action='/console/try/iris']", (field, value));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, problem), (ada.Status, ada.Page.QuerySelector(".problem")!.TextContent));
        Assert.Empty(host.Models.Calls);
    }

    [Fact]
    public async Task Try_SameFormTwice_CallsOnce()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/try/iris");
        var (action, values) = ada.Form("form[action='/console/try/iris']", []);

        await ada.PostAsync(action, values);
        await ada.PostAsync(action, values);

        Assert.Single(host.Models.Calls);
    }

    [Fact]
    public async Task Chat_WithoutScript_ShowsTheAnswerItsTokensAndKeepsTheConversation()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/chat");

        await ada.SendAsync("#chat", ("message", "Tell me a story"));
        await ada.SendAsync("#chat", ("message", "Go on"));

        Assert.Equal(
            ["Tell me a story", "Once upon a time.", "Go on", "Once upon a time."],
            ada.Page.QuerySelectorAll("#messages p").Select(each => each.TextContent));
        Assert.Equal("8 + 5 tokens · included", ada.Page.QuerySelector("#tokens")!.TextContent);
        Assert.Contains(
            """{"role":"assistant","content":"Once upon a time."},{"role":"user","content":"Go on"}""", host.Models.Calls[1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_Streamed_PassesPiecesAndSaysWhatTheyCost()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/chat");
        var (_, values) = ada.Form("#chat", [("message", "Tell me a story")]);

        await ada.PostAsync("/console/chat/stream", values);

        Assert.Equal("text/event-stream", ada.Response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"content\":\" upon\"", ada.Html, StringComparison.Ordinal);
        Assert.Contains("{\"shown\":\"8 \\u002B 5 tokens \\u00B7 included\"}", ada.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_LeftWhileItIsWritten_EndsTheGenerationAtTheServer()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/chat");
        var (_, values) = ada.Form("#chat", [("message", ModelsServer.Endless)]);

        Assert.Contains("and ", await ada.BeginAsync("/console/chat/stream", values), StringComparison.Ordinal);

        await host.Models.Stopped.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Overview_OfAPeriod_HasUsageSpendForecastAndTheSameNumbersInItsTable()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "standard");
        var sid = await host.TextAsync("SELECT sid FROM subscription");
        new LogFile(host.Store.Logs, "a.jsonl").Call(at: 1, sid, 200).Call(at: 30, sid, 100);
        host.Store.Time.Advance(TimeSpan.FromDays(2));
        await host.WorkAsync();
        await ada.SignInAsync("ada");

        await ada.GetAsync("/console/overview");

        // 49 EUR, and 290 calls beyond those that are included
        Assert.Equal("49.09 EUR", ada.Page.QuerySelector(".tiles dd")!.TextContent);
        Assert.Equal(2, ada.Page.QuerySelectorAll(".chart rect[class^=c]:has(title)").Length);
        Assert.Equal(
            ["2 Jan, iris: 100", "1 Jan, iris: 200"],
            ada.Page.QuerySelectorAll("details tbody tr")
                .Select(row => $"{row.Children[0].TextContent}, {row.Children[1].TextContent}: {row.Children[2].TextContent}"));
        Assert.Equal(["1 Jan, iris: 200", "2 Jan, iris: 100"], ada.Page.QuerySelectorAll("rect title").Select(title => title.TextContent));
        Assert.Contains("700", ada.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 second"), InlineData(120, "120 seconds"), InlineData(121, "3 minutes"), InlineData(7_201, "3 hours"),
        InlineData(2_591_999, "30 days")]
    public void RetryIn_OfSeconds_IsSaidInAUnitThatPeopleReckonIn(int seconds, string expected)
        => Assert.Equal($"Try again in {expected}.", Billing.Console.Texts.RetryIn(seconds));

    [Fact]
    public async Task Overview_WithTenThousandCustomers_IsFast()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "standard");
        await using (var connection = await host.Store.Database.OpenAsync(default))
            await connection.ExecuteAsync(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                INSERT INTO account (id, issuer, subject, email, name, country, currency, tax_rate_ppm, state) SELECT 'a' || i, 'i', i, 'e', 'n', 'DE', 'EUR', 0, 'active' FROM n;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                INSERT INTO subscription (sid, account, name, anchor, state) SELECT 's' || i, 'a' || i, 'standard', 490896, 'active' FROM n;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000), d(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM d WHERE j < 29)
                INSERT INTO usage_total SELECT 's' || i, 'standard', 'iris', '1', 490896 + 24 * j, 5, 5, 5, 0, 0, 0, 0 FROM n, d;
                """);
        await ada.GetAsync("/console/overview");
        var times = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await ada.GetAsync("/console/overview");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        // The quickest: on a machine that others use, the rest says how busy they are
        Assert.InRange(times.Min(), 0, 100);
    }

    [Fact]
    public async Task Data_GivenWithdrawnAndErased_IsInTheRecordAndGivenOnce()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/data");
        var (action, values) = ada.Form("form[action='/console/data/monitoring/give']", []);
        await ada.PostAsync(action, values);
        Assert.Contains("You agreed.", ada.Text, StringComparison.Ordinal);
        await ada.PostAsync(action, values);

        await ada.SendAsync("form[action='/console/data/monitoring/withdraw']");

        Assert.Contains("You withdrew.", ada.Text, StringComparison.Ordinal);
        Assert.Equal("given | withdrawn", await host.TextAsync("SELECT action FROM consent ORDER BY n"));
        Assert.Equal(2, ada.Page.QuerySelectorAll("main table tbody tr").Length);
    }

    [Fact]
    public async Task Data_AgreeingToATextThatIsNotShownAnyMore_IsRefused()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/data");

        await ada.SendAsync("form[action='/console/data/monitoring/give']", ("text", new string('0', 64)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, ada.Status);
        Assert.Equal("", await host.TextAsync("SELECT action FROM consent"));
    }

    [Fact]
    public async Task Account_Deleted_KeepsInvoicesAndErasesTheRestOnceTheyArePaid()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "standard");
        var key = ada.Page.QuerySelector("pre code")!.TextContent;
        await ada.GetAsync("/console/billing");
        await ada.SendAsync("form[action='/console/billing/methods']");
        await ada.GetAsync((await host.Payments.ApproveAsync(await host.TextAsync("SELECT setup FROM payment_method")))!.PathAndQuery);
        await ada.GetAsync("/console/account");
        await ada.SendAsync("form[action='/console/account/delete']", ("confirm", "delete"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ada.Status);

        await ada.SendAsync("form[action='/console/account/delete']", ("confirm", "DELETE"));

        Assert.Contains("Your account is closed.", ada.Text, StringComparison.Ordinal);
        await ada.GetAsync("/console/overview");
        Assert.Equal("/console/sign-in", ada.At.AbsolutePath);
        await host.WorkAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await host.CallAsync(key));
        var eraser = new AccountEraser(
            host.Store.Database, host.Store.Lease, host.Gateway.Client,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<AccountEraser>.Instance);
        await eraser.RunAsync(default);
        Assert.Equal("ada@example.com", await host.TextAsync("SELECT email FROM account"));
        host.Store.Time.Advance(TimeSpan.FromHours(3));
        await host.WorkAsync();
        await host.WorkAsync();
        await eraser.RunAsync(default);

        Assert.Equal("closed erased  closed", await host.TextAsync("SELECT issuer, name, email, state FROM account"));
        Assert.Equal("gone   ", await host.TextAsync("SELECT state, token, customer, label FROM payment_method"));
        Assert.Equal("paid 1", await host.TextAsync("SELECT state, document LIKE '%ada@example.com%' FROM invoice"));
        Assert.EndsWith(
            "@erased.invalid",
            (string?)(await host.Gateway.GetAsync($"users/{await host.TextAsync("SELECT id FROM account")}"))!["email"],
            StringComparison.Ordinal);
        using var again = await host.SignUpAsync("ada");
        Assert.Equal("2", await host.TextAsync("SELECT COUNT(*) FROM account"));
    }
}

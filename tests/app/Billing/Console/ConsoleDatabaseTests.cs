using System.Net;
using Platform.Billing.Console.Accounts;

namespace Platform.Billing.Tests.Console;

/// <summary>The console on each of the databases, which two instances share and processes come and go before.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ConsoleDatabaseTests(PostgresServer postgres)
{
    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Customer_FromTheFirstPageToTheLast_IsTheSameOnEachDatabase(string kind)
    {
        await using var host = await ConsoleHost.StartAsync(await TestStore.OfAsync(kind, postgres));
        using var visitor = host.Open();
        await visitor.GetAsync("/console/try/iris");
        await visitor.SendAsync("form[action='/console/try/iris']");
        Assert.Equal("setosa", visitor.Page.QuerySelector(".big")!.TextContent);

        using var ada = await host.SignUpAsync("ada", isOperator: true);
        var key = ada.Page.QuerySelector("pre code")!.TextContent;
        await AddMethodAsync(host, ada);
        await ada.GetAsync("/console/plan");
        await ada.SendAsync("form[action='/console/plan']:has(input[value=standard])");
        Assert.Contains("Your plan was changed.", ada.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key));
        await ada.GetAsync("/console/data");
        await ada.SendAsync("form[action='/console/data/monitoring/give']");
        await UseAsync(host, ada);
        foreach (var path in Routes.Pages(host))
        {
            await ada.GetAsync(path);
            Assert.True(ada.Status == HttpStatusCode.OK, $"{path} was answered {(int)ada.Status}: {ada.Text}");
        }

        await DecideAsync(host, ada);
        await LeaveAsync(host, ada);
        Assert.Equal("closed erased ", await host.TextAsync("SELECT state, name, email FROM account WHERE issuer = 'closed'"));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Session_AfterARestart_GoesOnWithTheFormThatWasOpen(string kind)
    {
        await using var host = await ConsoleHost.StartAsync(await TestStore.OfAsync(kind, postgres));
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/data");

        await host.RestartAsync();
        await ada.SendAsync("form[action='/console/data/monitoring/give']");

        Assert.Contains("You agreed.", ada.Text, StringComparison.Ordinal);
        Assert.Equal("1", await host.TextAsync("SELECT COUNT(*) FROM console_key"));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Session_AtAnotherInstance_IsKnownThereAndEndsThereToo(string kind)
    {
        await using var host = await ConsoleHost.StartAsync(await TestStore.OfAsync(kind, postgres));
        await using var second = await host.ServeBesideAsync();
        using var ada = await host.SignUpAsync("ada");
        await ada.GetAsync("/console/data");
        var (action, values) = ada.Form("form[action='/console/data/monitoring/give']", []);
        using var beside = ada.MoveTo(new Uri(second.Urls.Single()));

        await beside.PostAsync(action, values);
        Assert.Contains("You agreed.", beside.Text, StringComparison.Ordinal);
        await beside.SendAsync("form[action='/console/sign-out']");
        await ada.GetAsync("/console/data");

        Assert.Equal("/console/sign-in", ada.At.AbsolutePath);
        await second.StopAsync();
    }

    private static async Task AddMethodAsync(ConsoleHost host, Browser browser)
    {
        await browser.GetAsync("/console/billing");
        await browser.SendAsync("form[action='/console/billing/methods']");
        var setup = await host.TextAsync("SELECT setup FROM payment_method WHERE state = 'approving'");
        await browser.GetAsync((await host.Payments.ApproveAsync(setup))!.PathAndQuery);
        Assert.Contains("Your payment method is ready.", browser.Text, StringComparison.Ordinal);
    }

    /// <summary>A month of calls, which is billed and paid.</summary>
    private static async Task UseAsync(ConsoleHost host, Browser browser)
    {
        var sid = await host.TextAsync("SELECT sid FROM subscription WHERE account <> 'acc-visitors'");
        new LogFile(host.Store.Logs, "a.jsonl").Call(at: 1, sid, 200).Call(at: 30, sid, 100);
        await host.PassAsync(32);
        await browser.SignInAsync("ada", isOperator: true);
        await browser.GetAsync("/console/billing");
        Assert.Equal("paid", browser.Page.QuerySelector("td .state")!.TextContent);
        var documents = browser.Page.QuerySelectorAll("td a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal([".html", ".csv", ".json"], documents.Select(Path.GetExtension));
        foreach (var document in documents)
        {
            await browser.GetAsync(document);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }
    }

    private static async Task DecideAsync(ConsoleHost host, Browser browser)
    {
        await browser.GetAsync("/console/plan");
        await browser.SendAsync("form[action='/console/plan']:has(input[value=premium])");
        await browser.GetAsync("/console/operator");
        await browser.SendAsync("form[action$='/approve']");
        Assert.Equal("approve plan", await host.TextAsync("SELECT action FROM audit WHERE action = 'approve plan'"));
    }

    private static async Task LeaveAsync(ConsoleHost host, Browser browser)
    {
        await AddMethodAsync(host, browser);
        await browser.GetAsync("/console/billing");
        await browser.SendAsync("form[action$='/remove']");
        Assert.Contains("The payment method was removed.", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync("/console/account");
        await browser.SendAsync("form[action='/console/account/delete']", ("confirm", "DELETE"));
        Assert.Contains("Your account is closed.", browser.Text, StringComparison.Ordinal);
        host.Store.Time.Advance(TimeSpan.FromHours(3));
        await host.WorkAsync();
        await host.WorkAsync();
        await new AccountEraser(
            host.Store.Database, host.Store.Lease, host.Gateway.Client,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<AccountEraser>.Instance).RunAsync(default);
    }
}

using System.Net;
using Microsoft.Playwright;

namespace Platform.Billing.Tests.Console;

/// <summary>
/// Whole ways through the console in a real browser, by keyboard alone, with what keeps people out looked for on every page.
/// </summary>
public sealed class ConsoleJourneyTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [SkippableTheory, InlineData(false), InlineData(true)]
    public async Task Visitor_SignsUp_HasAKeyAndAFirstAnswer(bool isPhone)
    {
        Skip.If(chromium.Missing is not null, chromium.Missing);
        await using var host = await ConsoleHost.StartAsync();
        var page = await chromium.OpenAsync(isPhone);
        List<string> refused = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                refused.Add(message.Text);
        };

        await page.GotoAsync($"{host.Address}console");
        await LookAsync("welcome");
        await page.GotoAsync($"{host.Address}console/try/iris");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).PressByKeyAsync();
        await page.GetByText("97.0 %").WaitForAsync();
        await LookAsync("try");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign up" }).FollowByKeyAsync();
        await LookAsync("sign-in");
        await page.GetByLabel("Name").WriteByKeyAsync("Ada Lovelace");
        await page.GetByLabel("E-mail").WriteByKeyAsync("ada@example.com");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).PressByKeyAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Sign up" }).WaitForAsync();
        await LookAsync("sign-up");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).PressByKeyAsync();
        var key = await page.Locator("pre code").First.TextContentAsync();
        await LookAsync("key");

        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key!));
        foreach (var path in (string[])["overview", "try", "chat", "keys", "plan", "billing", "limits", "data", "account"])
        {
            await page.GotoAsync($"{host.Address}console/{path}");
            await LookAsync(path);
        }

        await page.GotoAsync($"{host.Address}console/chat");
        await page.GetByLabel("Message").WriteByKeyAsync("Tell me a story");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).PressByKeyAsync();
        await page.GetByText("Once upon a time.").WaitForAsync();
        await page.GetByText("8 + 5 tokens").WaitForAsync();
        await LookAsync("chat-answered");
        await page.GetByLabel("Message").WriteByKeyAsync(ModelsServer.Endless);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).PressByKeyAsync();
        await page.GetByText("and and").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).PressByKeyAsync();
        await host.Models.Stopped.WaitAsync(TimeSpan.FromSeconds(30));
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeEnabledAsync();
        Assert.Contains("and and", await page.Locator("#messages li.assistant p").Last.TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(refused);

        // What is dark on a desk is no other on a phone
        Task LookAsync(string name)
            => isPhone ? ChromiumFixture.LookAsync(page, $"phone-{name}") : ChromiumFixture.LookInBothAsync(page, name);
    }

    [SkippableFact]
    public async Task Customer_OverTheLimit_ChangesThePlanAndCallsAgainWithTheSameKey()
    {
        Skip.If(chromium.Missing is not null, chromium.Missing);
        await using var host = await ConsoleHost.StartAsync();
        var page = await chromium.OpenAsync();
        var key = await SignUpAsync(page, host, "free");
        while (await host.CallAsync(key) == HttpStatusCode.OK)
        {
        }

        await page.GotoAsync($"{host.Address}console/try/iris");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).PressByKeyAsync();
        await page.GetByText("The plan's calls are used up. Try again in 30 days.").WaitForAsync();
        await ChromiumFixture.LookAsync(page, "over-the-limit");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Change plan" }).FollowByKeyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose Standard" }).PressByKeyAsync();
        await ApproveAsync(page);
        await page.WaitForURLAsync("**/console/plan?plan=standard&said=method");
        await ChromiumFixture.LookAsync(page, "back-from-the-provider");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change to Standard" }).PressByKeyAsync();
        await page.GetByText("Your plan was changed.").WaitForAsync();
        await ChromiumFixture.LookAsync(page, "plan-changed");

        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key));
    }

    [SkippableFact]
    public async Task Customer_WhosePaymentFails_IsSuspendedPaysAndIsActiveAgain()
    {
        Skip.If(chromium.Missing is not null, chromium.Missing);
        await using var host = await ConsoleHost.StartAsync();
        var page = await chromium.OpenAsync();
        var key = await SignUpAsync(page, host, "standard");
        await page.GotoAsync($"{host.Address}console/billing");
        await ApproveAsync(page);
        await page.WaitForURLAsync("**/console/billing?said=method");
        var sid = await host.TextAsync("SELECT sid FROM subscription");
        new LogFile(host.Store.Logs, "a.jsonl").Call(at: 1, sid, 40).Call(at: 60, sid, 90).Call(at: 200, sid, 25);
        // On the days 0, 3, 7 and 14 of the invoice
        await host.Payments.FailAsync(Platform.Payments.Http.Fault.Declined, 4);
        host.Store.Time.Advance(TimeSpan.FromDays(10));
        await host.WorkAsync();
        await SignInAsync(page, host);
        await ChromiumFixture.LookAsync(page, "overview-used");
        await host.PassAsync(37);
        Assert.Equal(
            ("suspended", HttpStatusCode.Unauthorized),
            (await host.TextAsync("SELECT state FROM subscription"), await host.CallAsync(key)));

        await SignInAsync(page, host);
        await page.GetByText("Your subscription is suspended").WaitForAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).FollowByKeyAsync();
        await ChromiumFixture.LookAsync(page, "suspended");
        await ApproveAsync(page);
        await page.WaitForURLAsync("**/console/billing?said=method");
        await host.WorkAsync();
        await page.ReloadAsync();
        await ChromiumFixture.LookAsync(page, "paid");

        Assert.Equal(("active", HttpStatusCode.OK), (await host.TextAsync("SELECT state FROM subscription"), await host.CallAsync(key)));
        Assert.Equal(1, await page.GetByText("paid", new() { Exact = true }).CountAsync());
    }

    [SkippableFact]
    public async Task Customer_AgreesAndWithdraws_IsErasedAndSeesAllInTheRecord()
    {
        Skip.If(chromium.Missing is not null, chromium.Missing);
        await using var host = await ConsoleHost.StartAsync();
        var page = await chromium.OpenAsync();
        await SignUpAsync(page, host, "free");
        await page.GotoAsync($"{host.Address}console/data");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree: Watch" }).PressByKeyAsync();
        await page.GetByText("You agreed.").WaitForAsync();
        // At a year's beginning the file has the pseudonyms of both years
        host.Store.Time.Advance(TimeSpan.FromHours(1));
        var (pseudonym, purposes) = Assert.Single(await host.ConsentsAsync());
        Assert.Equal("""["monitoring"]""", purposes!.ToJsonString());
        var collected = await host.CollectAsync(pseudonym);
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw: Watch" }).PressByKeyAsync();
        await page.GetByText("You withdrew.").WaitForAsync();
        Assert.Empty(await host.ConsentsAsync());
        host.Store.Time.Advance(TimeSpan.FromHours(1));
        await host.ConsentsAsync();
        await page.ReloadAsync();
        await ChromiumFixture.LookAsync(page, "data-erased");

        Assert.False(File.Exists(collected));
        Assert.Equal(["erased", "withdrawn", "given"], await page.Locator("main table tbody tr td:nth-child(3)").AllTextContentsAsync());
    }

    [SkippableFact]
    public async Task Operator_SeesWhatNeedsHimAndApprovesAPlan()
    {
        Skip.If(chromium.Missing is not null, chromium.Missing);
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", "premium");
        var page = await chromium.OpenAsync();
        await page.GotoAsync($"{host.Address}console/sign-in?return=/console/operator");
        await page.GetByLabel("Name").WriteByKeyAsync("Olga");
        await page.GetByLabel("E-mail").WriteByKeyAsync("olga@example.com");
        await page.GetByLabel("With the operator's role").PressByKeyAsync("Space");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).PressByKeyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve premium for ada" }).WaitForAsync();
        await ChromiumFixture.LookAsync(page, "operator");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve premium for ada" }).PressByKeyAsync();
        await page.GetByText("That is decided.").WaitForAsync();
        await page.GotoAsync($"{host.Address}console/operator/customers");
        await ChromiumFixture.LookAsync(page, "operator-customers");

        Assert.Equal("premium", await host.TextAsync("SELECT plan FROM phase"));
    }

    [SkippableFact]
    public async Task EveryPage_ByTab_BeginsWithTheWayToItsContentAndIsLeftAgain()
    {
        Skip.If(chromium.Missing is not null, chromium.Missing);
        await using var host = await ConsoleHost.StartAsync();
        var page = await chromium.OpenAsync();
        await page.GotoAsync($"{host.Address}console/sign-in");
        await page.GetByLabel("With the operator's role").PressByKeyAsync("Space");
        await SignUpHereAsync(page, "standard");

        foreach (var path in Routes.Pages(host))
        {
            await page.GotoAsync(new Uri(host.Address, path).AbsoluteUri);
            await Keyboard.WalkAsync(page);
        }
    }

    private static async Task<string> SignUpAsync(IPage page, ConsoleHost host, string plan)
    {
        await page.GotoAsync($"{host.Address}console/sign-in");
        return await SignUpHereAsync(page, plan);
    }

    private static async Task<string> SignUpHereAsync(IPage page, string plan)
    {
        await SignInHereAsync(page);
        await page.GetByLabel("Plan").ChooseByKeyAsync(plan);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).PressByKeyAsync();
        return (await page.Locator("pre code").First.TextContentAsync())!;
    }

    private static async Task SignInAsync(IPage page, ConsoleHost host)
    {
        await page.GotoAsync($"{host.Address}console/sign-in");
        await SignInHereAsync(page);
    }

    private static async Task SignInHereAsync(IPage page)
    {
        await page.GetByLabel("Name").WriteByKeyAsync("Ada");
        await page.GetByLabel("E-mail").WriteByKeyAsync("ada@example.com");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).FollowByKeyAsync();
    }

    /// <summary>At the provider, to whom a link leads as well as the page itself.</summary>
    private static async Task ApproveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "payment method (paypal)" })
            .Or(page.GetByRole(AriaRole.Button, new() { Name = "Use another one" })).First.PressByKeyAsync();
        await page.WaitForURLAsync("**/agreements/approve**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).PressByKeyAsync();
    }
}

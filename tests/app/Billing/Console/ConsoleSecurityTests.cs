using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Hosting;

namespace Platform.Billing.Tests.Console;

/// <summary>What is one customer's stays so, whatever a browser sends.</summary>
public sealed class ConsoleSecurityTests
{
    [Fact]
    public async Task Form_WithTheTokenOfAnotherPerson_IsRefused()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        using var eve = await host.SignUpAsync("eve");
        await eve.GetAsync("/console/keys");
        await ada.GetAsync("/console/keys");
        var (action, values) = ada.Form("form[action='/console/keys/primary']", []);
        values["__RequestVerificationToken"] = eve.Form("form[action='/console/keys/primary']", []).Values["__RequestVerificationToken"];

        await ada.PostAsync(action, values);

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
    }

    [Fact]
    public async Task SignIn_WithASessionFromBefore_EndsItAndMakesAnother()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var mallory = host.Open();
        await mallory.SignInAsync("mallory");
        var planted = mallory.Cookies.GetCookies(host.Address)["console"]!.Value;
        using var victim = host.Open();
        victim.Cookies.Add(host.Address, new Cookie("console", planted));

        await victim.SignInAsync("victim");

        Assert.NotEqual(planted, victim.Cookies.GetCookies(host.Address)["console"]!.Value);
        await mallory.GetAsync("/console/overview");
        Assert.Contains("Your session has ended", mallory.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionForWhoeverHasItsCookie()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        var stolen = ada.Cookies.GetCookies(host.Address)["console"]!.Value;
        await ada.GetAsync("/console/keys");
        await ada.SendAsync("form[action='/console/sign-out']");
        using var thief = host.Open();
        thief.Cookies.Add(host.Address, new Cookie("console", stolen));

        await thief.GetAsync("/console/keys");

        Assert.Equal("/console/sign-in", thief.At.AbsolutePath);
    }

    [Fact]
    public async Task Session_AfterEightHours_EndsAndGoesOnWhereItWasAfterSigningIn()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        host.Store.Time.Advance(TimeSpan.FromHours(9));

        await ada.GetAsync("/console/overview?meter=rows");

        Assert.Equal(
            ("/console/sign-in", true), (ada.At.AbsolutePath, ada.Text.Contains("Your session has ended", StringComparison.Ordinal)));
        await ada.SendAsync("form[action='/console/sign-in']", ("name", "ada"), ("email", "ada@example.com"));
        Assert.Equal("/console/overview?meter=rows", ada.At.PathAndQuery);
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example/"), InlineData("/\\evil.example"),
        InlineData("/console/../admin"), InlineData("/console/%2e%2e/admin")]
    [InlineData("javascript:alert(1)"), InlineData("/console/\nx"), InlineData("/consolex"),
        InlineData("/console//evil.example"), InlineData("")]
    public async Task SignIn_ReturnAddressElsewhere_IsTheFirstPage(string address)
    {
        Assert.Equal(ReturnAddress.Home, ReturnAddress.Of(address));
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();
        await browser.GetAsync($"/console/sign-in?return={Uri.EscapeDataString(address)}");
        var (action, values) = browser.Form(
            "form[action='/console/sign-in']", [("name", "ada"), ("email", "ada@example.com"), ("return", address)]);

        using var answer = await browser.AskAsync(
            new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(values) });

        Assert.Equal("/console/overview", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>"), InlineData("\"><img src=x onerror=alert(1)>"),
        InlineData("'; DROP TABLE account; --"), InlineData("=HYPERLINK(\"http://evil.example\")")]
    public async Task Fields_WithScriptSqlOrFormula_AreShownAsText(string text)
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Models.Category = text;
        using var ada = host.Open();
        await ada.SignInAsync("ada", isOperator: true);
        await ada.GetAsync("/console/sign-up");
        await ada.SendAsync(
            "form[action='/console/sign-up']", ("name", text), ("email", "ada@example.com"), ("country", "DE"), ("plan", "free"));
        Assert.Equal(HttpStatusCode.OK, ada.Status);

        foreach (var path in (string[])[
            "/console/account", "/console/overview", "/console/try/iris", "/console/operator/customers", "/console/plan",
        ])
        {
            await ada.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, ada.Status);
            Assert.All(
                ada.Page.QuerySelectorAll("script"),
                script => Assert.StartsWith(
                    "/console/assets/", ((IHtmlScriptElement)script).Source!.Replace("about://", "", StringComparison.Ordinal),
                    StringComparison.Ordinal));
            Assert.Empty(ada.Page.QuerySelectorAll("[onerror], img[src=x]"));
        }

        await ada.GetAsync("/console/account");
        Assert.Contains(text, ada.Text, StringComparison.Ordinal);
        await ada.GetAsync("/console/try/iris");
        await ada.SendAsync("form[action='/console/try/iris']", ("f-colour", text), ("f-name", text));
        Assert.Contains(text, ada.Page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", await host.TextAsync("SELECT COUNT(*) FROM account WHERE issuer = 'development'"));
        await ada.GetAsync("/console/chat");
        await ada.SendAsync("#chat", ("message", text));
        Assert.Contains(text, ada.Page.QuerySelector("li.user p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_IsShownOnceAndIsNeverInAnotherPageOrALog()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", isOperator: true);
        var key = ada.Page.QuerySelector("pre code")!.TextContent;
        Assert.Equal(HttpStatusCode.OK, await host.CallAsync(key));

        foreach (var path in Routes.Pages(host))
        {
            await ada.GetAsync(path);
            Assert.DoesNotContain(key, ada.Html, StringComparison.Ordinal);
        }

        await ada.GetAsync("/console/try/iris");
        await ada.SendAsync("form[action='/console/try/iris']", ("f-colour", "blue"));
        Assert.Contains("setosa", ada.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, ada.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(key, host.Log.Text, StringComparison.Ordinal);
        Assert.NotEmpty(host.Log.Text);
    }

    [Fact]
    public async Task EveryPage_HasItsHeadersAndIsSmall()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada", isOperator: true);

        foreach (var path in Routes.Pages(host))
        {
            await ada.GetAsync(path);
            Assert.True(ada.Status == HttpStatusCode.OK, $"{path} was answered {(int)ada.Status}");
            Assert.Equal(
                ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
                    + "frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'",
                    "nosniff", "DENY", "no-referrer", "no-store"),
                (Header("Content-Security-Policy"), Header("X-Content-Type-Options"), Header("X-Frame-Options"),
                    Header("Referrer-Policy"), Header("Cache-Control").Split(',')[0]));
            Assert.InRange(ada.Html.Length, 500, 100 * 1024);
            Assert.Empty(ada.Page.QuerySelectorAll("[style], style, script:not([src])"));
            Assert.Single(ada.Page.QuerySelectorAll("h1"));
        }

        Assert.DoesNotContain("have been overridden", host.Log.Text, StringComparison.Ordinal);

        string Header(string name) => ada.Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
    }

    [Fact]
    public async Task Assets_AreSmallAndKeptByTheirHash()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();
        await browser.GetAsync("/console");
        foreach (var address in browser.Page.QuerySelectorAll("link[href], script[src]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!))
        {
            using var answer = await browser.AskAsync(new HttpRequestMessage(HttpMethod.Get, address));
            var cache = answer.Headers.CacheControl!.ToString().Replace("immutable, ", "", StringComparison.Ordinal) switch
            {
                "public, max-age=31536000" => "public, max-age=31536000, immutable",
                var other => other,
            };
            Assert.Equal((HttpStatusCode.OK, "public, max-age=31536000, immutable"), (answer.StatusCode, cache));
            Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 100, 15 * 1024);
        }
    }

    [Fact]
    public async Task SignIn_TooOftenFromAnAddress_IsAnswered429()
    {
        await using var host = await ConsoleHost.StartAsync("--Console:SignIn:AttemptsPerMinute", "3");
        using var browser = host.Open();
        for (var attempt = 0; attempt < 3; attempt++)
            await browser.SignInAsync($"u{attempt}");

        await browser.SignInAsync("u4");

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
    }

    [Theory]
    [InlineData(
        "Production",
        "Console:SignIn:Development is true in the environment 'Production', where anybody could be anybody; set "
        + "Console:SignIn:Authority there")]
    [InlineData("Development", null)]
    public void DevelopmentSignIn_OutsideDevelopment_DoesNotStart(string environment, string? expected)
    {
        var problem = Record.Exception(() => BillingServer.Create(
        [
            "--environment", environment, "--Billing:Usage", "/usage", "--Console:Address", "http://127.0.0.1:1", "--Console:Api",
            "http://127.0.0.1:2/", "--Console:SignIn:Development", "true",
        ]).Services.GetRequiredService<IOptions<SignInOptions>>().Value);
        Assert.Equal(expected is null, problem is null);
        if (expected is not null)
            Assert.Contains(expected, problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_WithoutItsAddress_IsNotThere()
    {
        await using var store = await TestStore.SqliteAsync();
        await using var app = BillingServer.Create(
            [
                "--urls", "http://127.0.0.1:0", "--Billing:Database", store.Connection, "--Billing:Usage", store.Logs,
                "--Billing:DrainMilliseconds", "0", "--Logging:LogLevel:Default", "None",
            ], store.Time);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/console")).StatusCode);
        await app.StopAsync();
    }
}

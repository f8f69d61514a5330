using System.Net;
using System.Text.RegularExpressions;
using Platform.Billing.Console.Security;
using Platform.Billing.Documents;

namespace Platform.Billing.Tests.Console;

/// <summary>All routes of the console, walked by those who are not to see or do what is there.</summary>
[Collection(PostgresCollection.Name)]
public sealed partial class ConsoleRoutesTests(PostgresServer postgres)
{
    /// <summary>What is for everybody; all else leads to the sign-in.</summary>
    private static readonly string[] _open =
    [
        "/console", "/console/sign-in", "/console/sign-out", "/console/try", "/console/try/{model}", "/console/chat",
        "/console/chat/stream", "/console/assets/{hash}/{name}",
        "/console/icon.svg", "/console/{**path}",
    ];

    private static readonly string[] _tables = [
        "account", "subscription", "phase", "payment_method", "plan_request", "invoice", "consent", "gateway_subscription", "charge",
    ];

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task AllRoutes_WithAnotherCustomersSession_ShowAndChangeNothingOfTheFirst(string kind)
    {
        await using var host = await ConsoleHost.StartAsync(await TestStore.OfAsync(kind, postgres));
        using var ada = await AdaAsync(host);
        var (number, method) = (await host.TextAsync("SELECT number FROM invoice"), await host.TextAsync("SELECT id FROM payment_method"));
        var request = await host.TextAsync("SELECT id FROM plan_request");
        using var bob = await host.SignUpAsync("bob");
        await bob.GetAsync("/console/data");
        var before = await StateAsync(host);
        var walked = 0;

        foreach (var (verb, pattern) in Routes.Of(host).Where(route => route.Pattern != "/console/account/delete"))
        {
            var path = Routes.Fill(pattern, number, method, request);
            if (verb == "GET")
                await bob.GetAsync(path);
            else
                await bob.PostAsync(path, Marks(bob, "sign-out"));
            Assert.DoesNotContain("zelda", bob.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(number, bob.Html.Replace($"{number}.html", "", StringComparison.Ordinal), StringComparison.Ordinal);
            if (pattern.Contains("{id}", StringComparison.Ordinal) || pattern.Contains("{number}", StringComparison.Ordinal)
                || pattern.StartsWith("/console/operator", StringComparison.Ordinal))
                Assert.True(bob.Status == HttpStatusCode.NotFound, $"{verb} {path} was answered {(int)bob.Status}");
            // Some sign out, or end the form's time
            await bob.SignInAsync("bob");
            await bob.GetAsync("/console/data");
            walked++;
        }

        Assert.InRange(walked, 25, 100);
        Assert.Equal(before, await StateAsync(host));
        await ada.GetAsync($"/console/invoices/{number}.html");
        Assert.Equal(HttpStatusCode.OK, ada.Status);
    }

    [Fact]
    public async Task AllRoutes_WithoutASession_LeadToTheSignInUnlessTheyAreForEverybody()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await AdaAsync(host);
        var (number, method) = (await host.TextAsync("SELECT number FROM invoice"), await host.TextAsync("SELECT id FROM payment_method"));
        var before = await StateAsync(host);
        using var nobody = host.Open();

        foreach (var (verb, pattern) in Routes.Of(host).Where(route => !_open.Contains(route.Pattern)))
        {
            var path = Routes.Fill(pattern, number, method, "r-1");
            await nobody.GetAsync("/console/sign-in");
            if (verb == "GET")
                await nobody.GetAsync(path);
            else
                await nobody.PostAsync(path, Marks(nobody, "sign-in"));
            Assert.True(nobody.At.AbsolutePath == "/console/sign-in", $"{verb} {path} led to {nobody.At}");
        }

        Assert.All(_open, pattern => Assert.Contains(pattern, Routes.Of(host).Select(route => route.Pattern)));
        Assert.Equal(before, await StateAsync(host));
    }

    [Fact]
    public async Task AllForms_WithoutTheirToken_AreRefusedAndChangeNothing()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await AdaAsync(host, isOperator: true);
        var before = await StateAsync(host);

        foreach (var (_, pattern) in Routes.Of(host).Where(route => route.Verb == "POST"))
        {
            var path = BracesPattern().Replace(pattern, "primary");
            await ada.PostAsync(path, [new("once", FormStore.New()), new("confirm", "DELETE"), new("plan", "free"), new("text", "x")]);
            Assert.True(
                ada.Status == HttpStatusCode.BadRequest && ada.Text.Contains("Nothing was changed", StringComparison.Ordinal),
                $"{path} was answered {(int)ada.Status} {ada.Text}");
        }

        Assert.Equal(before, await StateAsync(host));
    }

    /// <summary>Refusals, redirects, documents and files as well as pages.</summary>
    [Fact]
    public async Task AllRoutes_WhateverTheyAnswer_HaveTheHeaders()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await AdaAsync(host, isOperator: true);
        using var nobody = host.Open();
        var (number, method) = (await host.TextAsync("SELECT number FROM invoice"), await host.TextAsync("SELECT id FROM payment_method"));

        foreach (var (verb, pattern) in Routes.Of(host))
            foreach (var browser in new[] { ada, nobody })
            {
                using var request = new HttpRequestMessage(
                    verb == "GET" ? HttpMethod.Get : HttpMethod.Post, Routes.Fill(pattern, number, method, "r-1"));
                using var answer = await browser.AskAsync(request);
                string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
                // A document has a policy of its own, by which it may load nothing at all
                Assert.True(
                    Header("Content-Security-Policy") is SecurityHeaders.Policy or HtmlPage.Policy,
                    $"{verb} {pattern} was answered {(int)answer.StatusCode} with no policy");
                Assert.Equal(
                    ("nosniff", "DENY", "no-referrer", "same-origin", "same-origin"),
                    (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"),
                        Header("Cross-Origin-Opener-Policy"), Header("Cross-Origin-Resource-Policy")));
                Assert.True(
                    answer.Headers.CacheControl?.NoStore == !pattern.EndsWith(".svg", StringComparison.Ordinal),
                    $"{verb} {pattern} is kept by browsers");
            }
    }

    /// <summary>A customer with a paid invoice, a payment method, a consent and a plan that waits.</summary>
    private static async Task<Browser> AdaAsync(ConsoleHost host, bool isOperator = false)
    {
        var ada = await host.SignUpAsync("zelda", "standard", isOperator);
        await ada.GetAsync("/console/billing");
        await ada.SendAsync("form[action='/console/billing/methods']");
        var back = await host.Payments.ApproveAsync(await host.TextAsync("SELECT setup FROM payment_method"));
        await ada.GetAsync(back!.PathAndQuery);
        await ada.GetAsync("/console/data");
        await ada.SendAsync("form[action='/console/data/monitoring/give']");
        await ada.GetAsync("/console/plan");
        await ada.SendAsync("form[action='/console/plan']:has(input[value=premium])");
        await host.PassAsync(32);
        await ada.SignInAsync("zelda", isOperator);
        return ada;
    }

    private static List<KeyValuePair<string, string>> Marks(Browser browser, string form)
    {
        var (_, values) = browser.Form($"form[action='/console/{form}']", []);
        return [new("__RequestVerificationToken", values["__RequestVerificationToken"]), new("once", FormStore.New())];
    }

    private static async Task<string> StateAsync(ConsoleHost host)
    {
        const string bobs = "(SELECT id FROM account WHERE email LIKE 'bob%' OR issuer = 'console')";
        var text = new List<string>();
        foreach (var table in _tables)
            text.Add($"{table}: " + await host.TextAsync(table switch
            {
                "account" => $"SELECT * FROM account WHERE id NOT IN {bobs} ORDER BY 1",
                "subscription" or "payment_method" or "plan_request" or "consent" =>
                    $"SELECT * FROM {table} WHERE account NOT IN {bobs} ORDER BY 1",
                "charge" => "SELECT * FROM charge ORDER BY 1",
                _ => $"SELECT * FROM {table} WHERE sid NOT IN (SELECT sid FROM subscription WHERE account IN {bobs}) ORDER BY 1",
            }));
        return string.Join('\n', text);
    }

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex BracesPattern();
}

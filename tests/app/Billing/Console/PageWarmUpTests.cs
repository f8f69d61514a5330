using Microsoft.Extensions.DependencyInjection;
using Platform.Billing.Console;

namespace Platform.Billing.Tests.Console;

/// <summary>What is done before anybody comes.</summary>
public sealed class PageWarmUpTests
{
    [Fact]
    public async Task Visit_OfAllPages_AnswersThemAndLeavesNothing()
    {
        await using var host = await ConsoleHost.StartAsync();

        var answers = await host.App.Services.GetRequiredService<PageWarmUp>().VisitAsync(default);

        Assert.Equal(
            Routes.Of(host).Where(route => route.Verb == "GET" && !route.Pattern.Contains('{')).Select(route => route.Pattern).Concat(
                ["/console/operator/{list}", "/console/try/{model}"])
                .Order(StringComparer.Ordinal),
            answers.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            answers, answer => Assert.True(answer.Key == "/console/sign-up" ? answer.Value == 302 : answer.Value == 200, $"{answer}"));
        Assert.Equal(
            "0 0 0",
            await host.TextAsync(
                "SELECT (SELECT COUNT(*) FROM account), (SELECT COUNT(*) FROM subscription), (SELECT COUNT(*) FROM console_session)"));
        Assert.Empty(host.Models.Calls);
    }

    [Fact]
    public async Task Visit_WhileModelsAreAway_AnswersTheOtherPages()
    {
        await using var host = await ConsoleHost.StartAsync("--Console:Documents", "http://127.0.0.1:9/");

        var answers = await host.App.Services.GetRequiredService<PageWarmUp>().VisitAsync(default);

        Assert.Equal(
            [("/console/chat", 503), ("/console/try", 503)],
            answers.Where(answer => answer.Value >= 400).Select(answer => (answer.Key, answer.Value)).Order());
        Assert.Equal(200, answers["/console/overview"]);
    }
}

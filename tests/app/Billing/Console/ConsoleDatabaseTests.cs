namespace Platform.Billing.Tests.Console;

/// <summary>The console on each of the databases, which two instances share and processes come and go before.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ConsoleDatabaseTests(PostgresServer postgres)
{
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
}

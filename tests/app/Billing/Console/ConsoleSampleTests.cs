using System.Text.Json.Nodes;
using Platform.Billing.Console.Calls;

namespace Platform.Billing.Tests.Console;

/// <summary>Code that pages offer is what somebody pastes, and it works.</summary>
public sealed class ConsoleSampleTests
{
    [SkippableTheory, InlineData("curl"), InlineData("C#"), InlineData("Python")]
    public async Task Try_TheCallAsCode_WorksWhenItIsPasted(string language)
    {
        Skip.If(CodeRun.Missing(language) is not null, CodeRun.Missing(language));
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");
        var key = ada.Page.QuerySelector("pre code")!.TextContent;
        await ada.GetAsync("/console/try/iris");
        // What means something to a shell, to a format, or to a string of the language
        await ada.SendAsync(
            "form[action='/console/try/iris']", ("f-name", "it's \"\"\"quoted\"\"\" {0} $HOME `id` \\n 50% ü 🙂 </pre>\nand more"));

        var written = await CodeRun.RunAsync(language, Code(ada, language), key);

        Assert.Contains("setosa", written, StringComparison.Ordinal);
        Assert.Equal(2, host.Models.Calls.Count);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(host.Models.Calls[0]), JsonNode.Parse(host.Models.Calls[1])),
            $"{host.Models.Calls[0]} is not {host.Models.Calls[1]}");
    }

    [SkippableTheory, InlineData("curl"), InlineData("C#"), InlineData("Python")]
    public async Task SignUp_ItsFirstCallAsCode_IsAnsweredWithTheKeyBesideIt(string language)
    {
        Skip.If(CodeRun.Missing(language) is not null, CodeRun.Missing(language));
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");

        var written = await CodeRun.RunAsync(language, Code(ada, language), ada.Page.QuerySelector("pre code")!.TextContent);

        Assert.Contains("setosa", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_OfAnyText_AreWholeInTheirLanguage()
    {
        var samples = CodeSample.Of(new Uri("https://api.example/x"), new JsonObject { ["t"] = "a'b\"\"\"\"c\\" });

        Assert.Contains("""-d '{"t":"a'\''b\"\"\"\"c\\"}'""", samples[0].Text, StringComparison.Ordinal);
        Assert.Equal(["curl", "C#", "Python"], samples.Select(sample => sample.Language));
        Assert.All(samples, sample => Assert.Contains("PLATFORM_KEY", sample.Text, StringComparison.Ordinal));
    }

    private static string Code(Browser browser, string language)
        => browser.Page.QuerySelectorAll("details.code").Single(sample => sample.QuerySelector("summary")!.TextContent == language)
            .QuerySelector("code")!.TextContent;
}

using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Report.Graphs;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Graph;

/// <summary>The page in a browser.</summary>
public sealed class PageTests : IDisposable
{
    private const string Shown =
        "[...document.querySelectorAll('#rows li')].filter(row => !row.hidden).map(row => row.querySelector('.path').textContent)";

    private const string Bright = "[...document.querySelectorAll('.card[data-node]:not(.dim)')].map(card => card.dataset.node)";
    private const string Chosen = "document.querySelector('#details h2').textContent";
    private const string Details = "document.getElementById('details').innerText";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Page_OfARealStack_IsSearchedFilteredAndReadWithoutARequestOrComplaint()
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        var before = await Planted.StackAsync("prod");
        var after = await Planted.StackAsync("prod", ("secretsSoftDeleteDays", "9"));
        await using var browser = await OpenAsync(after, PlanDiff.Between(before, after));

        // Search by keyboard: a value deep in the inputs
        await browser.PressAsync([.. "/kubelet-pulls".Select(character => $"{character}")]);
        Assert.Equal(["platform/cluster/aks", "platform/registry/kubelet-pulls-images"], await TextsAsync(browser, Shown));
        Assert.Equal(
            $"2 of {after.Resources.Count(resource => resource.Custom)} resources",
            (string?)await browser.EvaluateAsync("document.getElementById('count').textContent"));
        Assert.Equal(["platform/cluster/aks", "platform/registry/registry"], await TextsAsync(browser, Bright));

        await ChooseAsync(browser, "search", "");
        await ChooseAsync(browser, "component", "secrets");
        await ChooseAsync(browser, "kind", "Key Vault");
        Assert.Equal(["platform/secrets/vault"], await TextsAsync(browser, Shown));

        await ChooseAsync(browser, "component", "");
        await ChooseAsync(browser, "kind", "");
        await ChooseAsync(browser, "change", "changed");
        Assert.Equal(["platform/machine-learning/machine-learning-vault", "platform/secrets/vault"], await TextsAsync(browser, Shown));

        // A card of the picture leads to the properties
        await browser.EvaluateAsync(
            "document.querySelector('a.card[data-node=\"platform/secrets/vault\"]').dispatchEvent(new MouseEvent('click', { cancelable: "
            + "true }))");
        await browser.UntilAsync("!document.getElementById('details').hidden");
        Assert.Equal("#platform/secrets/vault", (string?)await browser.EvaluateAsync("location.hash"));
        var details = (string)(await browser.EvaluateAsync(Details))!;
        Assert.Matches(@"Changes: before, after\s+properties\.softDeleteRetentionInDays\s+90\s+9\b", details);
        Assert.Contains("standard", details, StringComparison.Ordinal);

        await browser.PressAsync("Escape");
        Assert.True((bool?)await browser.EvaluateAsync("document.getElementById('details').hidden"));

        Assert.Empty(browser.Requests);
        Assert.Empty(browser.Complaints);
    }

    [SkippableFact]
    public async Task Page_DeepLinkAndKeyboard_LeadToAResource()
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        await using var browser = await OpenAsync(await Planted.StackAsync("dev"), null, "#platform/registry/registry");

        Assert.Equal("platform/registry/registry", (string?)await browser.EvaluateAsync(Chosen));
        await browser.EvaluateAsync("document.getElementById('show-list').click()");
        await browser.EvaluateAsync("document.querySelector('#rows a').focus()");
        await browser.PressAsync("ArrowDown", "ArrowDown", "Enter");
        await browser.UntilAsync("document.querySelector('#details h2').textContent !== 'platform/registry/registry'");
        Assert.Equal(
            (string?)await browser.EvaluateAsync($"({Shown})[2]"), (string?)await browser.EvaluateAsync(Chosen));
        Assert.Empty(browser.Complaints);
    }

    [SkippableFact]
    public async Task Page_HostileTexts_AreShownAndNotRun()
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        const string Text = "</script><img src=x onerror=window.ran=1>";
        var plan = Planted.Of(
            Planted.Resource("platform/lab/one", "azure-native:future:Machine", new() { ["note"] = Text }),
            Planted.Resource($"platform/lab/{Text}", "azure-native:future:Machine"));
        await using var browser = await OpenAsync(plan, null, "#platform/lab/one");

        Assert.Contains(Text, (string)(await browser.EvaluateAsync(Details))!, StringComparison.Ordinal);
        Assert.Null(await browser.EvaluateAsync("window.ran ?? null"));
        Assert.Empty(browser.Requests);
        Assert.Empty(browser.Complaints);
    }

    [SkippableFact]
    public async Task Page_FiveThousandResources_AreSearchedInABlink()
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        await using var browser = await OpenAsync(ManyResources.Plan(5000), null);

        var milliseconds = (double)(await browser.EvaluateAsync(
            "(() => { const start = performance.now(); search.value = 'c0321/app'; filter(); return performance.now() - start; })()"))!;

        Assert.Equal(["platform/c0321/app"], await TextsAsync(browser, Shown));
        Assert.InRange(milliseconds, 0, 1000);
    }

    [SkippableTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Picture_InABrowser_HasItsTextsWithinTheirBoxes(string stack)
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        await using var browser = await OpenAsync(await Planted.StackAsync(stack), null);

        var outside = await TextsAsync(browser, """
            [...document.querySelectorAll('.graph .card')].flatMap(card => {
              const box = card.querySelector('rect').getBBox();
              const isOutside = ({ x, y, width, height }) =>
                x < box.x || y < box.y || x + width > box.x + box.width || y + height > box.y + box.height;
              return [...card.querySelectorAll('text')].filter(text => isOutside(text.getBBox())).map(text => text.textContent);
            })
            """);

        Assert.Empty(outside);
    }

    private async Task<Browser> OpenAsync(Plan plan, PlanDiff? diff, string hash = "")
    {
        var file = _folder.Write("graph.html", new HtmlGraphFormat().Write(plan, diff, withTelemetry: false));
        return await Browser.OpenAsync(new Uri(file).AbsoluteUri + hash);
    }

    private static Task<JsonNode?> ChooseAsync(Browser browser, string id, string value) => browser.EvaluateAsync(
        $$"""
        (() => {
          const field = document.getElementById('{{id}}');
          field.value = '{{value}}';
          field.dispatchEvent(new Event('input', { bubbles: true }));
        })()
        """);

    private static async Task<string[]> TextsAsync(Browser browser, string expression)
        => [.. (await browser.EvaluateAsync(expression))!.AsArray().Select(text => (string)text!)];
}

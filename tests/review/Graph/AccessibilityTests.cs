using Platform.Review.Diff;
using Platform.Review.Report.Graphs;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Graph;

/// <summary>The page as https://github.com/dequelabs/axe-core judges it, by all rules of WCAG 2.2 A and AA and of good practice.</summary>
public sealed class AccessibilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The picture, a resource's properties, and the list: what is hidden is judged by nobody
    [SkippableTheory]
    [InlineData("", "document.title")]
    [InlineData("#platform/cluster/user-pool", "document.title")]
    [InlineData("", "document.getElementById('show-list').click()")]
    public async Task Page_OfAChange_HasNoViolation(string fragment, string act)
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        var axe = await File.ReadAllTextAsync(
            Path.Combine(await NpmPackages.InstallAsync("Graph"), "node_modules", "axe-core", "axe.min.js"));
        var (before, after) = (await Planted.StackAsync("prod"), await Planted.StackAsync("prod", ("clusterUserNodesMax", "20")));
        var page = _folder.Write("page.html", new HtmlGraphFormat().Write(after, PlanDiff.Between(before, after), withTelemetry: true));
        await using var browser = await Browser.OpenAsync($"{new Uri(page)}{fragment}");
        await browser.EvaluateAsync(act);
        await browser.EvaluateAsync($"(() => {{ {axe} }})()");

        var violations = await browser.EvaluateAsync(
            "axe.run().then(found => found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.target).join(' "
            + "')}`).join('\\n'))");

        Assert.Equal("", $"{violations}");
    }
}

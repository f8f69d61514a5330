using System.Net;
using System.Text.RegularExpressions;

namespace Platform.Inference.Tests.Docs;

/// <summary>Where people and platforms look first, and whether every link of a page leads somewhere, below any path.</summary>
public sealed partial class PagesTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private RunningServer Server => bundled.Server;

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json")]
    public async Task Root_ForAProbe_IsWhatAzureMachineLearningsServerSays(string? accept)
    {
        var answer = await SendAsync("/", ("Accept", accept));

        Assert.Equal((HttpStatusCode.OK, "text/plain", "Healthy"), (answer.Status, answer.MediaType, answer.Text));
        Assert.Equal(["Accept"], answer.Response.Headers.Vary);
    }

    [Fact]
    public async Task Root_ForABrowser_ListsTheModels()
    {
        var answer = await SendAsync("/", ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.Status, answer.MediaType));
        Assert.Equal(["bank", "iris", "sentiment", "stories"], Model().Matches(answer.Text).Select(match => match.Groups[1].Value));
        Assert.Contains(
            "<code>/models/iris/predict</code>, <code>/predict</code>, <code>/score</code>, <code>/invocations</code>", answer.Text);
        Assert.Contains("<td><code>/sentiment-analysis</code>, <code>/v2/models/sentiment/infer</code></td>", answer.Text);
    }

    [Fact]
    public async Task Docs_OfAModelThatCouldNotBeLoaded_SayWhy()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);

        Assert.Contains(
            "<tr><td>broken</td><td>version 1 could not be loaded: its model.onnx is not a valid ONNX model</td><td></td></tr>",
            (await server.GetAsync("/docs")).Text);
    }

    [Fact]
    public async Task Page_OfAModelOfWhichThereIsSomethingToSay_SaysIt()
    {
        using var models = new ModelFolder();
        models.AddIdentity("matrix", ModelFolder.Fp32, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Contains(
            "<h2>Of note</h2><ul><li>input &#x27;INPUT0&#x27; has 2 columns without names, so /predict and /score do not take it; "
            + "name them in &quot;features&quot; of model.json, 2 for &#x27;INPUT0&#x27;</li></ul>",
            (await server.GetAsync("/v2/models/matrix/docs")).Text);
        Assert.DoesNotContain("columns", (await server.GetAsync("/v2/models/matrix")).Text);
    }

    [Theory]
    [InlineData("/openapi.json", "openapi")]
    [InlineData("/openapi/v1.json", "openapi")]
    [InlineData("/healthz", "live")]
    public async Task Get_OfAWellKnownPath_LeadsSomewhere(string path, string field)
        => Assert.NotNull((await Server.GetAsync(path)).Json[field]);

    [Theory]
    [InlineData("/")]
    [InlineData("/docs")]
    [InlineData("/docs/")]
    [InlineData("/v2/docs")]
    [InlineData("/v2/models/bank/docs")]
    [InlineData("/v2/models/sentiment/docs")]
    [InlineData("/v2/models/bank/versions/1/docs")]
    public async Task Page_BelowAPathThatAProxyTakesAway_LinksToPagesThatExist(string path)
    {
        // The proxy's address of the page, and that without the proxy
        var page = new Uri($"https://api.example/below/v1{path}");
        var html = await SendAsync(path, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.OK, html.Status);
        var links = Link().Matches(html.Text).Select(match => new Uri(page, match.Groups[1].Value)).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            Assert.StartsWith("https://api.example/below/v1/", link.AbsoluteUri);
            Assert.Equal(HttpStatusCode.OK, (await Server.GetAsync(link.AbsolutePath["/below/v1".Length..])).Status);
        }
    }

    [Fact]
    public async Task Page_WithForwardedHeaders_ShowsThePublicAddress()
    {
        var page = await SendAsync(
            "/v2/models/iris/docs", ("X-Forwarded-Prefix", "/inference/v1"), ("X-Forwarded-Host", "api.example"),
            ("X-Forwarded-Proto", "https"));
        var document = await SendAsync("/v2/models/iris/docs/dataplane.json", ("X-Forwarded-Prefix", "/inference/v1"));

        Assert.Contains("curl -sS &#x27;https://api.example/inference/v1/models/iris/predict&#x27;", page.Text);
        Assert.Contains("src=\"/inference/v1/docs/swagger-ui-bundle.js\"", page.Text);
        Assert.Equal("/inference/v1/", (string?)document.Json["servers"]![0]!["url"]);
    }

    [Theory]
    [InlineData("X-Forwarded-Prefix", "/a\"><script>")]
    [InlineData("X-Forwarded-Prefix", "//evil.example")]
    [InlineData("X-Forwarded-Host", "evil'; rm -rf .")]
    [InlineData("X-Forwarded-Proto", "javascript")]
    public async Task Page_WithForwardedHeadersThatAreNone_PassesThemOver(string header, string value)
        => Assert.Equal(
            (await Server.GetAsync("/v2/models/iris/docs")).Text, (await SendAsync("/v2/models/iris/docs", (header, value))).Text);

    [Fact]
    public async Task Page_OfAModelWhoseWordsAreMarkup_ShowsThem()
    {
        using var models = new ModelFolder();
        models.AddIdentity(
            "echo", ModelFolder.Bytes, [-1],
            """{"description":"<b>&</b>","features":["<script>'\"\\u00e9😀"],"categories":{"<script>'\"\\u00e9😀":["</code>"]}}""".Replace(
                "\\\\", "\\", StringComparison.Ordinal));
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        var page = await server.GetAsync("/v2/models/echo/docs");

        Assert.DoesNotContain("<b>", page.Text);
        Assert.DoesNotContain("<script>'", page.Text);
        Assert.Contains("&lt;b&gt;&amp;&lt;/b&gt;", page.Text);
    }

    private Task<Answer> SendAsync(string path, params (string Name, string? Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value is null ? [] : [value]);
        return Server.SendAsync(request);
    }

    [GeneratedRegex("""href="[^"]*v2/models/(\w+)/docs""")]
    private static partial Regex Model();

    [GeneratedRegex("""(?:src|href|url)(?:="|: ")([^"#]+)""")]
    private static partial Regex Link();
}

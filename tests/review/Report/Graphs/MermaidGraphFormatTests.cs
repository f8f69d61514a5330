using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Report.Graphs;
using Platform.Review.Tests.Diff;
using Platform.Review.Tests.Graph;

namespace Platform.Review.Tests.Report.Graphs;

public sealed partial class MermaidGraphFormatTests
{
    [Fact]
    public void Write_SmallPlan_IsTheWholeDiagram()
    {
        var before = Planted.Of(Gateway("Developer"));
        var after = Planted.Of(Gateway("Premium"), Planted.Resource("platform/lab/one", "azure-native:future:Machine"));

        Assert.Equal(
            """
            flowchart LR
              subgraph b0["Internet"]
                n0(["<b>Callers</b><br>anywhere on the internet"])
              end
              subgraph b4["Beside the network"]
                n1["<b>API Management · Premium</b><br>gateway/service<br>~ changed"]
                n2["<b>Machine</b><br>lab/one<br>+ added"]
              end
              n0 ==>|"HTTPS"| n1
              classDef added fill:#dafbe1,stroke:#1a7f37,stroke-width:3px,color:#1f2328
              class n2 added
              classDef changed fill:#fff8c5,stroke:#9a6700,stroke-width:3px,color:#1f2328
              class n1 changed

            """,
            new MermaidGraphFormat().Write(after, PlanDiff.Between(before, after), withTelemetry: false));
    }

    [Fact]
    public void Write_NothingLeadsThere_SharesABox()
    {
        var plan = Planted.Of(
            Planted.Resource("platform/lab/disk", "azure-native:future:Disk"),
            Planted.Resource("platform/lab/machine", "azure-native:future:Machine"));

        Assert.Equal(
            """
            flowchart LR
              subgraph b4["Beside the network"]
                r4["Disk<br>Machine"]
              end

            """,
            new MermaidGraphFormat().Write(plan, null, withTelemetry: false));
    }

    [Fact]
    public void Write_NothingChanges_SaysSo()
    {
        var plan = Planted.Of(Gateway("Premium"));

        Assert.EndsWith(
            "  same([\"no change\"])\n", new MermaidGraphFormat().Write(plan, PlanDiff.Between(plan, plan), false),
            StringComparison.Ordinal);
        Assert.DoesNotContain("no change", new MermaidGraphFormat().Write(plan, null, false), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesWithMeaning_AreEscaped()
    {
        var plan = Planted.Of(
            Planted.Resource("platform/lab/\"]; click n0 \"javascript:alert(1)\" %%{init}%% <b>&#\n`", "azure-native:future:Machine"));

        Assert.Contains(
            "[\"<b>Machine</b><br>lab/#34;]#59; click n0 #34;javascript:alert(1)#34; #37;#37;{init}#37;#37; #60;b#62;#38;#35; #96;\"]\n",
            new MermaidGraphFormat().Write(plan, null, false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Write_RealStack_IsWellFormedAndAlwaysTheSame(string stack)
    {
        var plan = await Planted.StackAsync(stack);

        var text = new MermaidGraphFormat().Write(plan, null, withTelemetry: true);

        IsWellFormed(text);
        Assert.Equal(text, new MermaidGraphFormat().Write(await Planted.StackAsync(stack), null, withTelemetry: true));
    }

    [Fact]
    public void Write_FiveThousandResources_StaysWithinGitHubsLimits()
    {
        var text = new MermaidGraphFormat().Write(ManyResources.Plan(5000), null, withTelemetry: true);

        IsWellFormed(text);
        Assert.Matches("  more\\(\\[\"and [0-9]+ more\"\\]\\)\n\\z", text);
    }

    [SkippableTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("many")]
    [InlineData("hostile")]
    public async Task Write_ByMermaidItself_IsDrawn(string what)
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        // Without kinds of diagram that nobody draws here: https://github.com/mermaid-js/mermaid/tree/develop/packages/tiny
        var library = Path.Combine(
            await NpmPackages.InstallAsync("Graph"), "node_modules", "@mermaid-js", "tiny", "dist", "mermaid.tiny.js");
        var (before, after) = what switch
        {
            "many" => (ManyResources.Plan(4000), ManyResources.Plan(5000)),
            "hostile" => (Planted.Of(), Planted.Of([.. "\"'`#&;%<>[](){}|\\~@-=:".Select(character =>
                Planted.Resource(
                    $"platform/lab/{character}end{character}{character}", $"azure-native:future:{character}{character}{character}"))])),
            _ => (await Planted.StackAsync(what), await Planted.StackAsync(what, ("secretsSoftDeleteDays", "9"))),
        };
        using var folder = new TemporaryFolder();
        File.Copy(library, Path.Combine(folder.Path, "mermaid.js"));
        var page = folder.Write("page.html", "<!DOCTYPE html><body><script src=\"mermaid.js\"></script>");
        await using var browser = await Browser.OpenAsync(new Uri(page).AbsoluteUri);

        var diagram = new MermaidGraphFormat().Write(after, PlanDiff.Between(before, after), withTelemetry: true);
        var drawn = (string)(await browser.EvaluateAsync($$"""
            (async () => {
              mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
              return (await mermaid.render('diagram', {{JsonValue.Create(diagram).ToJsonString()}})).svg;
            })()
            """))!;

        Assert.Contains("class=\"flowchart\"", drawn, StringComparison.Ordinal);
        Assert.Equal(Edge().Count(diagram), Regex.Count(drawn, "class=\"[^\"]*flowchart-link"));
        Assert.Empty(browser.Complaints);
    }

    /// <summary>Each line of the few forms that there are, brackets closed, and every name declared once before it is used.</summary>
    private static void IsWellFormed(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Equal(
            lines.Count(line => line.TrimStart().StartsWith("subgraph ", StringComparison.Ordinal)),
            lines.Count(line => line.Trim() == "end"));
        var declared = Declaration().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(declared.Distinct(), declared);
        var edges = Edge().Matches(text);
        Assert.All(edges.SelectMany(edge => new[] { edge.Groups[1].Value, edge.Groups[2].Value }), id => Assert.Contains(id, declared));
        Assert.InRange(edges.Count, 0, 499);
        Assert.InRange(text.Length, 1, 49_999);
    }

    private static PlannedResource Gateway(string sku) => Planted.Resource(
        "platform/gateway/service",
        "azure-native:apimanagement:ApiManagementService",
        new() { ["sku"] = new JsonObject { ["name"] = sku }, ["serviceName"] = "apim", ["resourceGroupName"] = "rg" });

    [GeneratedRegex("""
        \A(?:flowchart\ LR|\ *subgraph\ b\d+\["[^"]*"\]|\ *end
        |\ +(?:[nr]\d+|more|same)(?:\(\["[^"]+"\]\)|\["[^"]+"\])
        |\ \ n\d+\ (?:==>|-->|-\.->)\|"[^"]+"\|\ n\d+
        |\ \ classDef\ [a-z]+\ [a-z0-9\#:,\ -]+|\ \ class\ n\d+(?:,n\d+)*\ [a-z]+)\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Line();

    [GeneratedRegex("""^ +(n\d+)(?:\[|\()""", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("""^  (n\d+) (?:==>|-->|-\.->)\|"[^"]+"\| (n\d+)$""", RegexOptions.Multiline)]
    private static partial Regex Edge();
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Report.Graphs;
using Platform.Review.Tests.Diff;
using Platform.Review.Tests.Graph;

namespace Platform.Review.Tests.Report.Graphs;

public sealed partial class HtmlGraphFormatTests
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Write_RealStack_HoldsEveryResourceAndIsAlwaysTheSame(string stack)
    {
        var plan = await Planted.StackAsync(stack);

        var page = new HtmlGraphFormat().Write(plan, null, false);

        Assert.Equal(
            plan.Resources.Where(resource => resource.Custom).Select(resource => resource.Path).Order(StringComparer.Ordinal),
            Data(page)["resources"]!.AsArray().Select(resource => (string)resource!["path"]!));
        Assert.Equal(page, new HtmlGraphFormat().Write(await Planted.StackAsync(stack), null, false));
    }

    [Fact]
    public void Write_Policy_AllowsTheStyleAndTheScriptOfThePageAlone()
    {
        var page = new HtmlGraphFormat().Write(ManyResources.Plan(10), null, false);

        var hashes = new[] { "style", "script" }
            .Select(tag => Hash(Regex.Match(page, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value)).ToArray();
        Assert.Contains(
            $"content=\"default-src 'none'; img-src data:; style-src '{hashes[0]}'; script-src '{hashes[1]}'; base-uri 'none'; "
            + "form-action 'none'\"",
            page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\son\w+=|\sstyle=|javascript:|(?:src|href)=""(?!#|data:,"")", page);
    }

    [Fact]
    public void Write_TextThatWouldEndTheScript_StaysText()
    {
        const string Text = "</script><script>alert(1)</script><!--{{script}}";
        var plan = Planted.Of(
            Planted.Resource($"platform/lab/{Text.Replace('/', '-')}", "azure-native:future:Machine", new() { ["note"] = Text }));

        var page = new HtmlGraphFormat().Write(plan, null, false);

        Assert.Equal(2, Script().Count(page));
        Assert.Equal(Text, (string?)Data(page)["resources"]![0]!["inputs"]!["note"]);
    }

    [Fact]
    public void Write_FiveThousandResources_DrawsAPartAndListsAll()
    {
        var page = new HtmlGraphFormat().Write(ManyResources.Plan(5000), null, false);

        Assert.Equal(5000, Data(page)["resources"]!.AsArray().Count);
        Assert.InRange(Regex.Count(page, "data-node="), 100, 200);
        Assert.Contains("more boxes are left out", page, StringComparison.Ordinal);
    }

    private static JsonNode Data(string page)
        => JsonNode.Parse(
            Regex.Match(page, """<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline).Groups[1].Value)!;

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("<script[ >]")]
    private static partial Regex Script();
}

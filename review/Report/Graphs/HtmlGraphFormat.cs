using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Review.Diff;
using Platform.Review.Graph;
using Platform.Review.Plans;

namespace Platform.Review.Report.Graphs;

/// <summary>
/// A page of its own with the picture, a list, search, filters and the properties of every resource. It asks for nothing from anywhere.
/// </summary>
internal sealed partial class HtmlGraphFormat : IGraphFormat
{
    private const string Nothing = "base-uri 'none'; form-action 'none'";

    public string Write(Plan plan, PlanDiff? diff, bool withTelemetry)
    {
        var graph = ArchitectureGraph.Of(plan, diff);
        // Both are told apart from whatever might be put into the page by their hashes
        var (style, script) = (PageFile.Read("graph.css") + PageFile.Read("page.css"), PageFile.Read("page.js"));
        var parts = new Dictionary<string, string>
        {
            ["policy"] = $"default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(script)}; {Nothing}",
            ["title"] = SvgGraphFormat.Escaped($"{plan.Project} {plan.Stack}"),
            ["style"] = style,
            ["telemetry"] = withTelemetry ? " checked" : "",
            ["picture"] = SvgGraphFormat.Write(graph, isInPage: true),
            ["data"] = PageData.Of(graph).ToJsonString(),
            ["script"] = script,
        };
        return Part().Replace(PageFile.Read("page.html"), part => parts[part.Groups[1].Value]);
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Part();
}

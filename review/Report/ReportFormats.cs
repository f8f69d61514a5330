using Platform.Review.Report.Costs;
using Platform.Review.Report.Diffs;
using Platform.Review.Report.Graphs;
using Platform.Review.Report.Plans;
using Platform.Review.Report.Preflight;
using Platform.Review.Report.Reviews;
using Platform.Review.Report.Rules;

namespace Platform.Review.Report;

/// <summary>All formats there are.</summary>
internal static class ReportFormats
{
    public const string Sarif = "sarif";

    public static Formats<IPlanFormat> Plans { get; } = new("tree", new Dictionary<string, IPlanFormat>
    {
        ["json"] = new JsonPlanFormat(),
        ["plans"] = new OfferFormat(),
        ["tree"] = new TreePlanFormat(),
        ["yaml"] = new YamlPlanFormat(),
    });

    public static Formats<IDiffFormat> Diffs { get; } = new("text", new Dictionary<string, IDiffFormat>
    {
        ["json"] = new JsonDiffFormat(),
        ["markdown"] = new MarkdownDiffFormat(),
        ["text"] = new TextDiffFormat(),
    });

    public static Formats<ICostFormat> Costs { get; } = new("text", new Dictionary<string, ICostFormat>
    {
        ["json"] = new JsonCostFormat(),
        ["markdown"] = new MarkdownCostFormat(),
        ["text"] = new TextCostFormat(),
    });

    public static Formats<IRuleFormat> Rules { get; } = new("text", new Dictionary<string, IRuleFormat>
    {
        ["json"] = new JsonRuleFormat(),
        [Sarif] = new SarifRuleFormat(),
        ["text"] = new TextRuleFormat(),
    });

    public static Formats<IGraphFormat> Graphs { get; } = new("mermaid", new Dictionary<string, IGraphFormat>
    {
        ["html"] = new HtmlGraphFormat(),
        ["mermaid"] = new MermaidGraphFormat(),
        ["svg"] = new SvgGraphFormat(),
    });

    public static Formats<IPreflightFormat> Preflight { get; } = new("text", new Dictionary<string, IPreflightFormat>
    {
        ["json"] = new JsonPreflightFormat(),
        ["text"] = new TextPreflightFormat(),
    });

    public static Formats<IReviewFormat> Reviews { get; } = new("markdown", new Dictionary<string, IReviewFormat>
    {
        ["json"] = new JsonReviewFormat(),
        ["markdown"] = new MarkdownReviewFormat(),
    });
}

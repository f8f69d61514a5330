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

    public static Formats<IPlanFormat> Plans { get; } = new(
        ("tree", new TreePlanFormat()),
        ("json", new JsonPlanFormat()),
        ("yaml", new YamlPlanFormat()),
        ("plans", new OfferFormat()));

    public static Formats<IDiffFormat> Diffs { get; } = new(
        ("text", new TextDiffFormat()),
        ("markdown", new MarkdownDiffFormat()),
        ("json", new JsonDiffFormat()));

    public static Formats<ICostFormat> Costs { get; } = new(
        ("text", new TextCostFormat()),
        ("markdown", new MarkdownCostFormat()),
        ("json", new JsonCostFormat()));

    public static Formats<IRuleFormat> Rules { get; } = new(
        ("text", new TextRuleFormat()),
        (Sarif, new SarifRuleFormat()),
        ("json", new JsonRuleFormat()));

    public static Formats<IGraphFormat> Graphs { get; } = new(
        ("mermaid", new MermaidGraphFormat()),
        ("svg", new SvgGraphFormat()),
        ("html", new HtmlGraphFormat()));

    public static Formats<IPreflightFormat> Preflight { get; } = new(
        ("text", new TextPreflightFormat()),
        ("json", new JsonPreflightFormat()));

    public static Formats<IReviewFormat> Reviews { get; } = new(
        ("markdown", new MarkdownReviewFormat()),
        ("json", new JsonReviewFormat()));
}

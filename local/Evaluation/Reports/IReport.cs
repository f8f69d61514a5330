using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Reports;

/// <summary>What a comparison came to.</summary>
internal interface IReport
{
    Verdict Verdict { get; }

    /// <summary>Why, in part of a sentence.</summary>
    string Reason { get; }

    string ToMarkdown();

    string ToJson();
}

using Platform.Evaluation.Candidates;
using Platform.Evaluation.Reports;
using Platform.Evaluation.Serving;
using Platform.Inference.Generation;

namespace Platform.Evaluation.Comparisons;

/// <summary>One comparison, from the folders to the verdict.</summary>
internal static class Comparison
{
    /// <exception cref="EvaluationException">They cannot be compared.</exception>
    public static async Task<IReport> RunAsync(EvaluationOptions options, CancellationToken cancellationToken)
    {
        var current = VersionFolder.Current(options.Models, options.Model);
        var candidate = VersionFolder.Candidate(options.Candidate, current);
        await using var served = await ServedModels.StartAsync(current, candidate, cancellationToken);
        SignatureComparison.Require(served.Find(ServedModels.Current), served.Find(ServedModels.Candidate));
        return served.Find(ServedModels.Current).Generator is not null
            ? await TextEvaluation.RunAsync(options, current, candidate, served, cancellationToken)
            : await new RowEvaluation(options, current, candidate, served).RunAsync(cancellationToken);
    }
}

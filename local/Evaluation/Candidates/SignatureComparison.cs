using Platform.Inference.Features;
using Platform.Inference.Generation;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Evaluation.Candidates;

/// <summary>Whether callers of one version can be answered by another.</summary>
internal static class SignatureComparison
{
    /// <exception cref="EvaluationException">They cannot; says what differs.</exception>
    public static void Require(ModelVersion current, ModelVersion candidate)
    {
        var differences = Differences(current, candidate).ToList();
        if (differences.Count > 0)
            throw new EvaluationException(
                $"the candidate has another signature, and callers would notice: {string.Join("; ", differences)}");
    }

    /// <summary>Of models that write texts, what callers would miss: they see no tensors.</summary>
    private static IEnumerable<string> Differences(ModelVersion current, ModelVersion candidate)
        => (current.Generator, candidate.Generator) is ({ } inService, { } writer)
        ? writer.LackOf(inService) is { } lack ? [lack] : []
        : DifferencesOfTensors(current, candidate);

    private static IEnumerable<string> DifferencesOfTensors(ModelVersion current, ModelVersion candidate)
    => [
        .. Differences("input", current.Signature.Inputs, candidate.Signature.Inputs),
        .. Differences("output", current.Signature.Outputs, candidate.Signature.Outputs),
        .. Differences("features", Features(current), Features(candidate)),
        .. Differences("classes", Classes(current), Classes(candidate)),
        .. (current.Generator is null) == (candidate.Generator is null) ? Array.Empty<string>() : ["only one of both writes texts"],
    ];

    private static IEnumerable<string> Differences(string role, TensorSpec[] current, TensorSpec[] candidate)
    {
        foreach (var spec in current.Where(spec => !candidate.Any(other => other.Name == spec.Name)))
            yield return $"it lacks the {role} '{spec.Name}'";
        foreach (var spec in candidate.Where(spec => !current.Any(other => other.Name == spec.Name)))
            yield return $"it has the {role} '{spec.Name}', which is not in service";
        foreach (var (mine, its) in current.Join(candidate, spec => spec.Name, spec => spec.Name, (mine, its) => (mine, its)))
            if (Show(mine) != Show(its))
                yield return $"its {role} '{mine.Name}' is {Show(its)} instead of {Show(mine)}";
    }

    private static IEnumerable<string> Differences(string what, string[] current, string[] candidate)
    {
        if (!current.SequenceEqual(candidate))
            yield return $"its {what} are [{string.Join(", ", candidate)}] instead of [{string.Join(", ", current)}]";
    }

    private static string Show(TensorSpec spec) => $"{spec.Type.Name} [{string.Join(',', spec.Shape)}]";

    private static string[] Features(ModelVersion version) => [.. version.Predict?.Features.Select(feature => feature.Name) ?? []];

    private static string[] Classes(ModelVersion version) => version.Predict?.Outputs.Classes.Names ?? [];
}

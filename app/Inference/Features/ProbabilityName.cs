using System.Text.RegularExpressions;

namespace Platform.Inference.Features;

/// <summary>
/// Whether the name of an output says that it holds probabilities: <c>probabilities</c>, <c>output_probability</c>, <c>predict_proba</c>,
/// <c>probs</c>.
/// </summary>
internal static partial class ProbabilityName
{
    public static bool Is(string name) => Says().IsMatch(name) && !SaysLogarithm().IsMatch(name);

    [GeneratedRegex("proba|(^|[^a-z])probs?([^a-z]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Says();

    [GeneratedRegex("(^|[^a-z])log[^a-z]*prob", RegexOptions.IgnoreCase)]
    private static partial Regex SaysLogarithm();
}

using System.Text.Json;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Tests.Statistics;

/// <summary>What scikit-learn and scipy say; Data/figures.py has written it.</summary>
internal sealed record ReferenceFigures(
    int[] Truth, double[][] Probabilities, double Accuracy, double BalancedAccuracy, double LogLoss, double[] Precision, double[] Recall,
    double CalibrationError,
    double[] BinAccuracies, double[] BinConfidences, int[] BinRows, Dictionary<string, double> Quantiles, int[] Pairs, double PairsLow,
    double PairsHigh)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static ReferenceFigures Read()
        => JsonSerializer.Deserialize<ReferenceFigures>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "figures.json")), _options)!;

    public ClassAnswers Answers()
    {
        var answers = new ClassAnswers(Truth.Length, Probabilities[0].Length, HasProbabilities: true);
        Probabilities.SelectMany(row => row).ToArray().CopyTo(answers.Probabilities, 0);
        answers.TakeGreatest(0, Truth.Length);
        return answers;
    }
}

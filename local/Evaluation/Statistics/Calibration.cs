using System.Numerics.Tensors;

namespace Platform.Evaluation.Statistics;

/// <summary>Rows of like confidence, which is the probability of the likeliest class: how sure, and how often right.</summary>
/// <param name="From">Least confidence of the bin; it ends where the next begins.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Confidence">Mean of theirs; 0 where there are none.</param>
/// <param name="Accuracy">Share whose likeliest class is right.</param>
internal sealed record Calibration(double From, int Rows, double Confidence, double Accuracy)
{
    public const int Bins = 10;

    public static Calibration[] Of(int[] truth, ClassAnswers answers)
    {
        var (rows, confidence, right) = (new int[Bins], new double[Bins], new int[Bins]);
        for (var row = 0; row < truth.Length; row++)
        {
            var (bin, sure, isRight) = Place(answers.Of(row), truth[row]);
            rows[bin]++;
            confidence[bin] += sure;
            right[bin] += isRight ? 1 : 0;
        }

        return [
            .. rows.Select((count, bin) => new Calibration(
                (double)bin / Bins, count, count == 0 ? 0 : confidence[bin] / count, count == 0 ? 0 : (double)right[bin] / count)),
        ];
    }

    public static double ErrorOf(IEnumerable<Calibration> bins, int rows)
        => bins.Sum(bin => bin.Rows * Math.Abs(bin.Confidence - bin.Accuracy)) / rows;

    /// <summary>The bin of a row, its confidence, and whether that is in the right class.</summary>
    public static (int Bin, double Confidence, bool IsRight) Place(ReadOnlySpan<double> probabilities, int truth)
    {
        var likeliest = TensorPrimitives.IndexOfMax(probabilities);
        var confidence = probabilities[likeliest];
        return (Math.Clamp((int)(confidence * Bins), 0, Bins - 1), confidence, likeliest == truth);
    }
}

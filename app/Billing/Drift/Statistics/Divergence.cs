namespace Platform.Billing.Drift.Statistics;

/// <summary>How far two distributions are from each other, and how far chance alone would bring them.</summary>
internal static class Divergence
{
    /// <summary>Population stability index; half a value stands for none, as it has no logarithm.</summary>
    public static double Psi(Shape shape)
    {
        var (n, sum) = (shape.Count, 0d);
        foreach (var (expected, seen) in shape.Expected.Zip(shape.Seen))
        {
            var share = Math.Max(seen, 0.5) / n;
            sum += (share - expected) * Math.Log(share / expected);
        }

        return sum;
    }

    /// <summary>
    /// What it is on average where nothing drifts: over both samples it is about χ², with one part less than there are as its degrees of
    /// freedom.
    /// </summary>
    public static double PsiOfChance(Shape shape, long rows) => (shape.Seen.Count - 1) * ((1d / shape.Count) + (1d / rows));

    /// <summary>Jensen–Shannon distance: the root of the divergence in bits, from 0 to 1.</summary>
    public static double JensenShannon(Shape shape)
    {
        var (n, sum) = (shape.Count, 0d);
        foreach (var (expected, seen) in shape.Expected.Zip(shape.Seen))
        {
            var share = (double)seen / n;
            var mean = (expected + share) / 2;
            sum += Part(expected, mean) + Part(share, mean);
        }

        return Math.Sqrt(Math.Max(0, sum / 2));

        static double Part(double share, double mean) => share == 0 ? 0 : share * Math.Log2(share / mean);
    }

    /// <summary>Likewise: to the second order the divergence is an eighth of the index, in nats.</summary>
    public static double JensenShannonOfChance(Shape shape, long rows) => Math.Sqrt(PsiOfChance(shape, rows) / (8 * Math.Log(2)));
}

namespace Platform.Billing.Drift.Statistics;

/// <summary>How likely chance alone would have brought two samples as far apart, or further.</summary>
internal static class Significance
{
    private const int Terms = 100;

    /// <summary>
    /// Kolmogorov–Smirnov over the edges of the parts: the distance there is at most the one over all values, so that it errs towards no
    /// drift.
    /// </summary>
    /// <param name="shape">Of a number.</param>
    /// <param name="rows">Of the reference.</param>
    /// <returns>The distance, and its probability by Kolmogorov's series as Stephens corrects it.</returns>
    public static (double Distance, double P) KolmogorovSmirnov(Shape shape, long rows)
    {
        var (below, seen, distance) = (0d, 0L, 0d);
        for (var i = 0; i < shape.Seen.Count; i++)
        {
            (below, seen) = (below + shape.Expected[i], seen + shape.Seen[i]);
            distance = Math.Max(distance, Math.Abs(below - ((double)seen / shape.Count)));
        }

        var root = Math.Sqrt((double)shape.Count * rows / (shape.Count + rows));
        return (distance, Kolmogorov((root + 0.12 + (0.11 / root)) * distance));
    }

    /// <summary>χ² of two samples, of which the reference is one.</summary>
    public static (double Value, double P) ChiSquare(Shape shape, long rows)
    {
        var (n, sum) = ((double)shape.Count, 0d);
        for (var i = 0; i < shape.Seen.Count; i++)
        {
            var (expected, seen) = (shape.Expected[i] * rows, shape.Seen[i]);
            if (expected + seen > 0)
                sum += Math.Pow((Math.Sqrt(rows / n) * seen) - (Math.Sqrt(n / rows) * expected), 2) / (expected + seen);
        }

        return (sum, shape.Seen.Count < 2 ? 1 : Gamma.Upper((shape.Seen.Count - 1) / 2d, sum / 2));
    }

    /// <summary>Of two shares being one, two-sided.</summary>
    public static double Proportions((double Share, long Count) one, (double Share, long Count) other)
    {
        var pooled = ((one.Share * one.Count) + (other.Share * other.Count)) / (one.Count + other.Count);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1d / one.Count) + (1d / other.Count)));
        return error == 0 ? 1 : Gamma.Upper(0.5, Math.Pow((one.Share - other.Share) / error, 2) / 2);
    }

    private static double Kolmogorov(double x)
    {
        if (x < 0.2)
            return 1;
        var sum = 0d;
        for (var k = 1; k <= Terms; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2d * k * k * x * x);
        return Math.Clamp(sum, 0, 1);
    }
}

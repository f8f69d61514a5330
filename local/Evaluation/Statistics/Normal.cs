namespace Platform.Evaluation.Statistics;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>Below which a value lies with this probability, from 0.5 to less than 1, to 1e-9.</summary>
    public static double Quantile(double probability)
    {
        // By halves, of a distribution that has no formula for it; the tail beyond 40 is nothing in a double
        var (low, high) = (0.0, 40.0);
        while (high - low > 1e-10)
        {
            var middle = (low + high) / 2;
            (low, high) = Above(middle) > 1 - probability ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// The probability of more than this, from 0, by the continued fraction or the series (Abramowitz and Stegun, 26.2.14 and 26.2.11).
    /// </summary>
    private static double Above(double x)
    {
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x > 4)
        {
            var fraction = x;
            for (var i = 60; i > 0; i--)
                fraction = x + i / fraction;
            return density / fraction;
        }

        var (sum, term) = (x, x);
        for (var i = 3; i < 200; i += 2)
            sum += term *= x * x / i;
        return 0.5 - density * sum;
    }
}

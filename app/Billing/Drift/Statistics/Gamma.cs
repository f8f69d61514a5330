namespace Platform.Billing.Drift.Statistics;

/// <summary>
/// The incomplete gamma function, of which the tails of χ² and of the normal distribution are cases: https://dlmf.nist.gov/8
/// </summary>
internal static class Gamma
{
    private const int Most = 10_000;
    private const double Precision = 1e-14, Tiny = 1e-300;

    /// <summary>Q(a, x), regularised.</summary>
    public static double Upper(double a, double x) => x <= 0 ? 1 : Math.Clamp(x < a + 1 ? 1 - Series(a, x) : Fraction(a, x), 0, 1);

    /// <summary>https://dlmf.nist.gov/8.11.E4</summary>
    private static double Series(double a, double x)
    {
        var (term, sum) = (1 / a, 1 / a);
        for (var n = 1; n < Most && Math.Abs(term) > Math.Abs(sum) * Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum * Math.Exp((a * Math.Log(x)) - x - Log(a));
    }

    /// <summary>https://dlmf.nist.gov/8.9.E2, by Lentz's method</summary>
    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var (c, d) = (1 / Tiny, 1 / b);
        var h = d;
        for (var n = 1; n < Most; n++)
        {
            var step = -n * (n - a);
            b += 2;
            d = 1 / NotZero((step * d) + b);
            c = NotZero(b + (step / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
                break;
        }

        return h * Math.Exp((a * Math.Log(x)) - x - Log(a));
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>Of the gamma function, by Stirling's series from 10 on: https://dlmf.nist.gov/5.11.E1</summary>
    private static double Log(double a)
    {
        var shift = 0d;
        for (; a < 10; a++)
            shift += Math.Log(a);
        var inverse = 1 / a;
        var square = inverse * inverse;
        return ((a - 0.5) * Math.Log(a)) - a + (0.5 * Math.Log(2 * Math.PI))
            + (inverse * ((1d / 12) - (square * ((1d / 360) - (square * ((1d / 1260) - (square / 1680))))))) - shift;
    }
}

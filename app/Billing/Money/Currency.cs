namespace Platform.Billing.Money;

/// <summary>A currency as a payment provider knows it: HUF has two decimals by ISO 4217 and none at PayPal.</summary>
/// <param name="Code">ISO 4217, such as <c>EUR</c>.</param>
/// <param name="Exponent">Decimals of the smallest amount that can be charged: 0 to 6.</param>
/// <param name="Written">Decimals of the whole numbers in which the provider writes amounts: as many, unless the last must be 0.</param>
internal sealed record Currency(string Code, int Exponent, int Written)
{
    public Currency(string code, int exponent)
        : this(code, exponent, exponent)
    {
    }


    /// <summary>The smallest amount that can be charged, in µ-units.</summary>
    public long SmallestMicros { get; } = Exponent is >= 0 and <= 6
        ? Power(6 - Exponent)
        : throw new ArgumentOutOfRangeException(nameof(Exponent), Exponent, "a currency has 0 to 6 decimals");

    /// <summary>The amount with exactly the currency's decimals, such as <c>12.34</c>.</summary>
    /// <param name="micros">A multiple of <see cref="SmallestMicros"/>.</param>
    public string Format(long micros)
    {
        var smallest = Math.Abs(micros) / SmallestMicros;
        var sign = micros < 0 ? "-" : "";
        if (Exponent == 0)
            return FormattableString.Invariant($"{sign}{smallest}");
        var decimals = Power(Exponent);
        return FormattableString.Invariant($"{sign}{smallest / decimals}.{(smallest % decimals).ToString($"D{Exponent}", null)}");
    }

    /// <summary>The amount in units of the last written decimal: 12.34 is 1234.</summary>
    /// <param name="micros">A multiple of <see cref="SmallestMicros"/>.</param>
    public long ToWritten(long micros) => micros / Power(6 - Written);

    public long FromWritten(long written) => written * Power(6 - Written);

    private static long Power(int exponent)
    {
        var power = 1L;
        while (exponent-- > 0)
            power *= 10;
        return power;
    }
}

namespace Platform.Billing.Money;

/// <summary>Exact amounts in 10⁻¹² of a currency's unit, in which prices of single calls are whole numbers.</summary>
internal static class Pico
{
    /// <summary>Of one µ-unit, in which the ledger counts.</summary>
    public const long PerMicro = 1_000_000;

    /// <summary>Of one unit of the currency.</summary>
    public const long PerUnit = PerMicro * MicrosPerUnit;

    public const long MicrosPerUnit = 1_000_000;

    /// <summary>The quotient, halves away from zero; the one place where billing rounds.</summary>
    /// <param name="value">What is divided.</param>
    /// <param name="divisor">At least 1.</param>
    public static Int128 DivideRounded(Int128 value, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(value, divisor);
        if (Int128.Abs(rest) * 2 < divisor)
            return quotient;
        return quotient + (Int128.IsNegative(value) ? -1 : 1);
    }

    /// <summary>The quotient, towards negative infinity.</summary>
    public static Int128 DivideDown(Int128 value, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(value, divisor);
        return Int128.IsNegative(rest) ? quotient - 1 : quotient;
    }
}

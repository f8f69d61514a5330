using System.Buffers.Text;

namespace Platform.Inference.Json;

/// <summary>
/// Writes floats that are a short decimal, such as 3 or 0.97, faster than the general search for the shortest one.
/// Up to four decimals and 2^24, numerator and power of ten are exact in float, so that equality after division is proof.
/// </summary>
internal static class ShortDecimal
{
    private static ReadOnlySpan<float> Powers => [1f, 10f, 100f, 1000f, 10000f];

    public static bool TryFormat(float value, Span<byte> target, out int count)
    {
        for (var decimals = 0; decimals < Powers.Length; decimals++)
        {
            var scaled = MathF.Round(value * Powers[decimals]);
            if (!(MathF.Abs(scaled) < 1 << 24))
                break;
            if (scaled / Powers[decimals] == value)
                return TryFormat((int)scaled, decimals, float.IsNegative(value), target, out count);
        }

        count = 0;
        return false;
    }

    private static bool TryFormat(int scaled, int decimals, bool negative, Span<byte> target, out int count)
    {
        count = 0;
        if (negative)
            target[count++] = (byte)'-';
        var magnitude = (uint)Math.Abs(scaled);
        var power = (uint)Powers[decimals];
        Utf8Formatter.TryFormat(magnitude / power, target[count..], out var digits);
        count += digits;
        if (decimals == 0)
            return true;
        target[count++] = (byte)'.';
        Utf8Formatter.TryFormat(magnitude % power, target[count..], out _, new System.Buffers.StandardFormat('D', (byte)decimals));
        count += decimals;
        return true;
    }
}

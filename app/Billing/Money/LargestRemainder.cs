namespace Platform.Billing.Money;

/// <summary>Shows exact amounts in the smallest unit so that they add up to a total that was rounded once.</summary>
internal static class LargestRemainder
{
    /// <param name="exact">Amounts in any unit.</param>
    /// <param name="smallest">How many of those units are the smallest that is shown.</param>
    /// <param name="total">What the shown amounts add up to, in smallest units; within one for each amount of the exact sum.</param>
    /// <returns>Each amount in smallest units: rounded down, or up where its remainder is among the largest, the first of equals
    /// first.</returns>
    public static Int128[] Distribute(IReadOnlyList<Int128> exact, Int128 smallest, Int128 total)
    {
        var shown = exact.Select(amount => Pico.DivideDown(amount, smallest)).ToArray();
        var left = total - shown.Aggregate(Int128.Zero, (sum, amount) => sum + amount);
        if (left < 0 || left > exact.Count)
            throw new ArgumentOutOfRangeException(nameof(total), total, $"the amounts cannot be shown so that they add up to {total}");
        var order = Enumerable.Range(0, exact.Count)
            .OrderByDescending(index => exact[index] - shown[index] * smallest).ThenBy(index => index).Take((int)left);
        foreach (var index in order)
            shown[index]++;
        return shown;
    }
}

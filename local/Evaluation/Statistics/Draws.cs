namespace Platform.Evaluation.Statistics;

/// <summary>
/// The same numbers for the same seed (SplitMix64, https://prng.di.unimi.it/splitmix64.c), fit to draw one of millions of rows.
/// </summary>
/// <param name="seed">Seeds next to each other have nothing in common: they are mixed, as the state counts in equal steps.</param>
internal sealed class Draws(int seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(unchecked((ulong)seed + 1));

    /// <summary>At least 0, and less than the end.</summary>
    // The upper half of the product, as the remainder would cost more and favour the first
    public int Next(int end) => (int)Math.BigMul(Mix(_state = unchecked(_state + Step)), (ulong)end, out _);

    /// <summary>The numbers below a count, in no order.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}

namespace Platform.Inference.Generation.Sampling;

/// <summary>A row of numbers that look random, and are the same for the same seed everywhere: SplitMix64.</summary>
/// <seealso href="https://prng.di.unimi.it/splitmix64.c">Its definition.</seealso>
internal sealed class Draws(ulong seed)
{
    private ulong _state = seed;

    /// <returns>From 0, below 1.</returns>
    public double Next()
    {
        _state += 0x9e3779b97f4a7c15;
        var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

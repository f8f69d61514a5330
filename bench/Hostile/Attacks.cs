namespace Platform.Bench.Hostile;

/// <summary>All that hostile callers do.</summary>
internal static class Attacks
{
    public static IReadOnlyList<Attack> All()
        => [.. MemoryAttacks.All(), .. TensorAttacks.All(), .. BodyAttacks.All(), .. ConnectionAttacks.All(), .. GrpcAttacks.All()];
}

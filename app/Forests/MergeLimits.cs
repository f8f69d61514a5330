namespace Platform.Forests;

/// <summary>How far merging goes before a forest is left as it is.</summary>
/// <param name="Leaves">Of the merged tree.</param>
/// <param name="Nodes">Of the forest, and 16 times as many of the copies of its trees; 8 bytes each.</param>
/// <param name="Visits">Nodes looked at; the default takes about a tenth of a second.</param>
internal sealed record MergeLimits(int Leaves = 65_536, int Nodes = 65_536, int Visits = 8_000_000)
{
    public static readonly MergeLimits Default = new();

    public int Copies => 16 * Nodes;
}

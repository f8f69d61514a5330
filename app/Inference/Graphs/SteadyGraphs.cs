namespace Platform.Inference.Graphs;

/// <summary>
/// Tells graphs in which a row takes the same time whatever its values, from those in which a caller's numbers say how much is done.
/// </summary>
internal static class SteadyGraphs
{
    /// <summary>They repeat, or make as much, as a tensor's values say.</summary>
    private static readonly string[] _drivenByValues =
    [
        "Loop", "Scan", "If", "Range", "ConstantOfShape", "Expand", "Tile", "Resize", "Upsample", "Pad", "OneHot", "RandomUniform",
        "RandomNormal",
        "NonMaxSuppression", "BeamSearch", "GreedySearch", "Sampling", "SequenceMap",
    ];

    /// <returns>False as well where nothing is known of the graph.</returns>
    public static bool IsSteady(GraphContent graph)
        => graph.Operators.Count > 0 && !Array.Exists(_drivenByValues, graph.Operators.Contains);
}

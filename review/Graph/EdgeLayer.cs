namespace Platform.Review.Graph;

/// <summary>What kind of relation an edge is.</summary>
internal enum EdgeLayer
{
    /// <summary>Calls, pulls, the way out: packets go from one to the other.</summary>
    Traffic,

    /// <summary>A role assignment.</summary>
    Access,

    /// <summary>One is configured with the other.</summary>
    Use,

    /// <summary>Logs, metrics, alerts.</summary>
    Telemetry,
}

namespace Platform.Inference.Repository;

/// <summary>A version of a model in the answer of <c>POST /v2/repository/index</c>.</summary>
/// <param name="State"><c>READY</c>, <c>LOADING</c> or <c>UNAVAILABLE</c>.</param>
/// <param name="Reason">Why it is not ready, or not what the folder has by now; else empty.</param>
internal sealed record IndexItem(string Name, string Version, string State, string Reason);

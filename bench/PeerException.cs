namespace Platform.Bench;

/// <summary>A peer that cannot be measured here.</summary>
internal sealed class PeerException(string message) : Exception(message);

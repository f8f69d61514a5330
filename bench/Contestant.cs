namespace Platform.Bench;

/// <summary>One of those that are measured beside each other.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Command">That starts it, pinned to the first processor.</param>
/// <param name="Scenario">What it is sent; null for a command that prints rows per second and processor microseconds per row when it
/// ends.</param>
internal sealed record Contestant(string Name, string[] Command, Scenario? Scenario);

using System.Text.Json.Nodes;

namespace Platform.Review.Values;

/// <param name="Before">Null if it was not there.</param>
/// <param name="After">Null if it is no longer there.</param>
internal sealed record PropertyChange(PropertyPath Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>Whether it makes the provider create the resource anew.</summary>
    public bool Replaces { get; init; }

    /// <summary>What the ids stand for that it is of, where they stand for something known.</summary>
    public (string? Before, string? After) Names { get; init; }

    /// <summary>Why Azure refuses it, so that the deployment fails, and what to do instead; null if it does not.</summary>
    public string? Refusal { get; init; }

    public bool IsRefused => Refusal is not null;
}

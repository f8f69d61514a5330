using System.Text.Json.Nodes;

namespace Platform.Review.Previews;

/// <summary>A resource as Pulumi's state has it, or would have it.</summary>
/// <param name="Inputs">Readable: see <see cref="PreviewValue"/>.</param>
/// <param name="Outputs">What the provider said last; readable as well.</param>
internal sealed record PreviewState(string Urn, bool Custom, JsonObject Inputs, JsonObject Outputs)
{
    public string? Parent { get; init; }

    /// <summary>The provider's URN and id, joined by <c>::</c>.</summary>
    public string? Provider { get; init; }

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>Whether it was marked to be created anew.</summary>
    public bool Taint { get; init; }

    /// <summary>Whether it is left over from an earlier replacement.</summary>
    public bool Delete { get; init; }

    public IReadOnlyList<string>? IgnoreChanges { get; init; }
}

using Platform.Inference.Generation.Templates;

namespace Platform.Inference.Conversations;

/// <summary>A conversation that is kept.</summary>
/// <param name="Id">Random.</param>
/// <param name="Model">Which answers in it.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="Expires">When it is forgotten, in seconds since 1970.</param>
internal sealed record Conversation(string Id, string Model, long Created, long Expires)
{
    /// <summary>In their order; none where they were not asked for.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];
}

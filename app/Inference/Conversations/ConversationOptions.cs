using System.ComponentModel.DataAnnotations;

namespace Platform.Inference.Conversations;

/// <summary>Configuration section <c>Conversations</c>.</summary>
internal sealed class ConversationOptions
{
    public const string Section = "Conversations";

    /// <summary>
    /// Where they are kept: <c>Data Source=FILE</c> of SQLite, for one server, or <c>Host=…;Database=…;Username=…</c> of PostgreSQL, for
    /// several. Default none, and there are no conversations.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>Days after its last message that one is kept. Default 30.</summary>
    [Range(1, 3650)]
    public int Days { get; set; } = 30;

    /// <summary>Of one caller. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int Most { get; set; } = 1_000;
}

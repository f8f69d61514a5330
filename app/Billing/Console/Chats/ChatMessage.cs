namespace Platform.Billing.Console.Chats;

/// <summary>Something that was said.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
internal sealed record ChatMessage(string Role, string Content);

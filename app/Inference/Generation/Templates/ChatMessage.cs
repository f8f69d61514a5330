namespace Platform.Inference.Generation.Templates;

/// <summary>What one side of a conversation said.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text.</param>
internal sealed record ChatMessage(string Role, string Content);

using Platform.Billing.Console.Calls;

namespace Platform.Billing.Console.Chats;

/// <summary>The page of a conversation.</summary>
/// <param name="Models">That converse.</param>
/// <param name="Conversation">So far.</param>
/// <param name="Turn">The last message, and what became of it.</param>
/// <param name="PriceIn">Of 1,000 tokens read, where they cost anything.</param>
/// <param name="PriceOut">Of 1,000 tokens written.</param>
/// <param name="IsVisitor">Whether nobody is signed in.</param>
internal sealed record ChatModel(
    IReadOnlyList<string> Models, Conversation Conversation, ChatTurn Turn, string? PriceIn, string? PriceOut, bool IsVisitor);

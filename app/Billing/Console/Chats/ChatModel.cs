using Platform.Billing.Console.Calls;

namespace Platform.Billing.Console.Chats;

/// <summary>The page of a conversation.</summary>
/// <param name="Models">That converse.</param>
/// <param name="Conversation">So far.</param>
/// <param name="Message">That stands in the field still.</param>
/// <param name="Problem">With it.</param>
/// <param name="Failed">The call that did not go well.</param>
/// <param name="Tokens">Of the last call, and what they cost; null before.</param>
/// <param name="PriceIn">Of 1,000 tokens read, where they cost anything.</param>
/// <param name="PriceOut">Of 1,000 tokens written.</param>
/// <param name="IsVisitor">Whether nobody is signed in.</param>
internal sealed record ChatModel(
    IReadOnlyList<string> Models, Conversation Conversation, string Message, string? Problem, CallAnswer? Failed, string? Tokens, string? PriceIn, string? PriceOut, bool IsVisitor);

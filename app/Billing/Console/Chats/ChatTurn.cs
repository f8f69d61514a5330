using Platform.Billing.Console.Calls;

namespace Platform.Billing.Console.Chats;

/// <summary>What became of a message.</summary>
/// <param name="Message">That stands in the field still.</param>
/// <param name="Problem">With it.</param>
/// <param name="Failed">The call that did not go well.</param>
/// <param name="Tokens">Of the call, and what they cost; null before one.</param>
internal sealed record ChatTurn(string Message = "", string? Problem = null, CallAnswer? Failed = null, string? Tokens = null);

namespace Platform.Billing.Console.Paying;

/// <summary>An approval that goes on elsewhere, or did not come to an end.</summary>
/// <param name="Message">What happens, or happened.</param>
/// <param name="At">Where it goes on.</param>
/// <param name="IsLeaving">Whether the browser goes there by itself.</param>
internal sealed record ApprovalModel(string Message, string At, bool IsLeaving);

using Platform.Billing.Console.Accounts;

namespace Platform.Billing.Console.Operators;

/// <summary>What operators see first.</summary>
/// <param name="Month">Of the figures, such as <c>2026-12</c>.</param>
/// <param name="Revenue">Of the month by currency, without tax, and what was written off.</param>
/// <param name="CostMicros">Of the month, as it is set; null where it is not.</param>
/// <param name="Counts">Of what somebody has to look at, with the list that has it.</param>
/// <param name="Requests">Plans that wait for approval.</param>
internal sealed record OperatorHome(
    string Month, IReadOnlyList<(string Currency, long EarnedMicros, long LostMicros)> Revenue, long? CostMicros,
    IReadOnlyList<(string Name, string List, long Count)> Counts,
    IReadOnlyList<PlanRequest> Requests);

namespace Platform.Billing.Console.Accounts;

/// <summary>A plan that waits for an operator.</summary>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record PlanRequest(string Id, string Sid, string Plan, long At, string Name, string Email);

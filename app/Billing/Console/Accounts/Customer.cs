using Platform.Billing.Customers;

namespace Platform.Billing.Console.Accounts;

/// <summary>Who pays, with what they have.</summary>
/// <param name="Account">Theirs.</param>
/// <param name="Subscription">The one that goes on, or the last one; null before the first.</param>
/// <param name="WaitingPlan">A plan that they asked for and nobody has decided on.</param>
internal sealed record Customer(Account Account, Subscription? Subscription, string? WaitingPlan)
{
    /// <summary>The one that goes on.</summary>
    public Subscription? Current => Subscription is { IsOver: false } ? Subscription : null;
}

using Platform.Billing.Console.Accounts;
using Platform.Billing.Customers;
using Platform.Billing.Rating;

namespace Platform.Billing.Console.Offers;

/// <summary>A customer's plan, and the others.</summary>
/// <param name="Chosen">The plan that they were about to take when a payment method was needed; any text where it is none.</param>
internal sealed record PlanModel(IReadOnlyList<Offer> Offers, Customer Customer, bool HasMethod, string Chosen, DateTimeOffset Now)
    : IOffers
{
    /// <summary>The plan that waits for one more word.</summary>
    public Offer? Asked
        => HasMethod && Chosen != Current && Chosen != Next?.Plan.Plan ? Offers.FirstOrDefault(offer => offer.Name == Chosen) : null;

    public string? Current => Customer.Current?.At(Hours.Of(Now) + 1).Plan.Plan;

    /// <summary>The plan that is to come with the next period.</summary>
    public Phase? Next => Customer.Current?.After(Hours.Of(Now) + 1);

    public string When(Offer offer) => offer.NeedsPayment && !HasMethod ? Texts.PaymentFirst
        : offer.Tier.ApprovalRequired ? Texts.NeedsApproval
        : Customer.Current is not { } current || AccountDesk.WhenOf(current, offer, Now) == PlanChange.AtOnce ? Texts.PlanAtOnce
        : Texts.PlanLater;
}

using Platform.Billing.Console.Models;

namespace Platform.Billing.Console.Offers;

/// <summary>What a visitor sees first.</summary>
internal sealed record WelcomeModel(IReadOnlyList<Offer> Offers, string? Current, IReadOnlyList<ModelView> Models) : IOffers
{
    public string When(Offer offer) => "";
}

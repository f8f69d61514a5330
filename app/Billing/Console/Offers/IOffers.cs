namespace Platform.Billing.Console.Offers;

/// <summary>A page with plans.</summary>
internal interface IOffers
{
    IReadOnlyList<Offer> Offers { get; }

    /// <summary>The plan that the customer has.</summary>
    string? Current { get; }

    /// <summary>When a plan would begin, in words.</summary>
    string When(Offer offer);
}

namespace Platform.Billing.Consent;

/// <summary>What somebody does about a consent.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Sid">A subscription of the account.</param>
/// <param name="Purpose">By its name.</param>
/// <param name="Actor">Who, as the record keeps it: no name and no address.</param>
internal sealed record ConsentAct(string Account, string Sid, string Purpose, string Actor);

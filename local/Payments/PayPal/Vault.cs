namespace Platform.Payments.PayPal;

/// <summary>A payment method: first a set-up token that the payer approves, then a payment token.</summary>
internal sealed class Vault(string setup, Uri returnTo, Uri cancelTo)
{
    public string Setup { get; } = setup;

    public Uri ReturnTo { get; } = returnTo;

    public Uri CancelTo { get; } = cancelTo;

    public bool IsApproved { get; set; }

    /// <summary>Once it was taken; empty before.</summary>
    public string Token { get; set; } = "";

    public bool IsDeleted { get; set; }
}

namespace Platform.Billing.Consent;

/// <summary>A purpose as a customer sees it.</summary>
/// <param name="Purpose">With the text to be shown, its version, what is kept and how long.</param>
/// <param name="IsGiven">Whether it is collected for.</param>
/// <param name="WasToAnotherText">Whether there is a consent to another text, which does not count any more, and can be withdrawn.</param>
/// <param name="Since">When it was given or withdrawn last.</param>
/// <param name="Erasing">Whether something is to be erased still.</param>
internal sealed record ConsentView(ConsentPurpose Purpose, bool IsGiven, bool WasToAnotherText, DateTimeOffset? Since, bool Erasing);

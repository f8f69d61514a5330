namespace Platform.Billing.Notices;

/// <summary>A notice that is to be sent.</summary>
/// <param name="Attempts">So far.</param>
/// <param name="State">Of the account.</param>
internal sealed record WaitingNotice(
    string Id, long At, string Account, string Sid, string Kind, string Facts, long Attempts, string Email, string Name, string State);

namespace Platform.Billing.Notices;

/// <summary>A notice as it is sent.</summary>
/// <param name="Id">The same, however often it is sent.</param>
/// <param name="Kind">Such as <c>InvoiceIssued</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Account">Whose.</param>
/// <param name="Subscription">Which.</param>
/// <param name="To">The account's address.</param>
/// <param name="Name">The account's.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain.</param>
/// <param name="Facts">What the text is made of.</param>
internal sealed record NoticeMessage(
    string Id, string Kind, DateTimeOffset At, string Account, string Subscription, string To, string Name, string Subject, string Text,
    NoticeFacts Facts);

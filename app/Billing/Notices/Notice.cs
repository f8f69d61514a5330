namespace Platform.Billing.Notices;

/// <summary>Something that a customer is to be told, once.</summary>
/// <param name="Id">Made of what happened: the same thing has the same id, whoever comes upon it.</param>
/// <param name="Sid">The subscription that it is about.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Facts">What the text is made of.</param>
internal sealed record Notice(string Id, string Sid, NoticeKind Kind, NoticeFacts Facts);

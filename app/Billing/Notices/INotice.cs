namespace Platform.Billing.Notices;

/// <summary>A way to tell customers something. A message may come twice; whoever takes it knows by its id.</summary>
internal interface INotice
{
    /// <exception cref="NoticeException">It is not taken.</exception>
    Task SendAsync(NoticeMessage message, CancellationToken cancellationToken);
}

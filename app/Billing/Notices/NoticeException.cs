namespace Platform.Billing.Notices;

/// <summary>A notice is not taken.</summary>
/// <param name="message">Why.</param>
/// <param name="isFinal">Whether it never will be, such as to an address that is none.</param>
/// <param name="inner">What failed.</param>
internal sealed class NoticeException(string message, bool isFinal, Exception? inner = null) : Exception(message, inner)
{
    public bool IsFinal => isFinal;
}

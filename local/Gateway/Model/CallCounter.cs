namespace Platform.Gateway.Model;

/// <summary>
/// Counts a subscription's calls of a day. It stays where it is: a million objects that change all the time are what the collector has to
/// follow.
/// </summary>
internal sealed class CallCounter
{
    private long _success;
    private long _blocked;
    private long _failed;
    private long _other;

    public CallCount Count
        => new(Volatile.Read(ref _success), Volatile.Read(ref _blocked), Volatile.Read(ref _failed), Volatile.Read(ref _other));

    // https://learn.microsoft.com/rest/api/apimanagement/reports/list-by-subscription: up to 301, 304 and 307; 401, 403 and 429; 400 and
    // 500 to 600
    public void Add(int status) => Interlocked.Increment(ref FieldOf(status));

    private ref long FieldOf(int status)
    {
        switch (status)
        {
            case <= 301 or 304 or 307:
                return ref _success;
            case 401 or 403 or 429:
                return ref _blocked;
            case 400 or (>= 500 and <= 600):
                return ref _failed;
            default:
                return ref _other;
        }
    }
}

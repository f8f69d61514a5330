using Platform.Billing.Plans;

namespace Platform.Billing.Operators;

/// <summary>What operators send. Each has a reason, for the audit; where something is made, an id, under which it is made once.</summary>
internal static class OperatorRequests
{
    internal interface IReasoned
    {
        string Reason { get; }
    }

    internal sealed record Because(string Reason) : IReasoned;

    internal sealed record Adjust(string Id, string Sid, DateTimeOffset At, Meter Meter, long Delta, string Reason) : IReasoned;

    /// <param name="Amount">With tax, such as 12.34; null for all that is left.</param>
    internal sealed record TakeBack(string Id, string Invoice, decimal? Amount, string Reason) : IReasoned;

    internal sealed record Credit(string Id, string Account, decimal Amount, DateTimeOffset? Expires, string Reason) : IReasoned;

    internal sealed record TaxRate(long TaxRatePpm, string Reason) : IReasoned;

    internal sealed record IndexValue(long ValuePpm, string Source, string Reason) : IReasoned;

    internal sealed record Stored(long Bytes, string Reason) : IReasoned;

    internal sealed record GatewayCount(string Sid, DateOnly Day, long Calls, string Reason) : IReasoned;
}

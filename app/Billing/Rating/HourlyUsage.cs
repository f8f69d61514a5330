namespace Platform.Billing.Rating;

/// <summary>What a subscription used in an hour, over all models.</summary>
/// <param name="Hour">Since 1970.</param>
/// <param name="Calls">Answered.</param>
/// <param name="Rows">Predicted.</param>
/// <param name="ComputeMicros">Of the models' runs.</param>
/// <param name="TokensIn">Read.</param>
/// <param name="TokensOut">Written.</param>
/// <param name="ByteHours">Kept from that hour on: bytes, times the hours that they were.</param>
internal sealed record HourlyUsage(long Hour, long Calls, long Rows, long ComputeMicros, long TokensIn, long TokensOut, long ByteHours = 0);

namespace Platform.Gateway.Calls;

/// <summary>What the gateway logs of calls.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Debug, "{RequestId}: {Message}")]
    public static partial void Traced(this ILogger log, Guid requestId, string message);

    [LoggerMessage(2, LogLevel.Warning, "{RequestId}: {Method} {Path} failed in {Source}: {Reason}, {Message}")]
    public static partial void Failed(
        this ILogger log, Guid requestId, string method, string path, string source, string reason, string message);

    [LoggerMessage(3, LogLevel.Debug, "{RequestId}: {TraceSource}: {Message} {Metadata}")]
    public static partial void TracedVerbose(this ILogger log, Guid requestId, string traceSource, string message, string metadata);

    [LoggerMessage(4, LogLevel.Information, "{RequestId}: {TraceSource}: {Message} {Metadata}")]
    public static partial void TracedInformation(this ILogger log, Guid requestId, string traceSource, string message, string metadata);

    [LoggerMessage(5, LogLevel.Error, "{RequestId}: {TraceSource}: {Message} {Metadata}")]
    public static partial void TracedError(this ILogger log, Guid requestId, string traceSource, string message, string metadata);
}

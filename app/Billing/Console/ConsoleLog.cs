namespace Platform.Billing.Console;

/// <summary>What the console says to operators.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(80, LogLevel.Error, "A page of the console could not be made: {Reason}")]
    public static partial void LogUnanswered(this ILogger logger, string reason);

    [LoggerMessage(
        83, LogLevel.Warning,
        "The console's pages were not visited once after the start, so that the first visitor waits longer: {Reason}")]
    public static partial void LogNotWarm(this ILogger logger, string reason);
}

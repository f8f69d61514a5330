using System.Globalization;

namespace Platform.Billing.Ingest;

/// <summary>
/// When a log's lines can be: its server rolls it at midnight, so they are of the day in its name, or of a day beside it where clocks
/// differ and writes were late. A log whose name has no day goes by when it was opened, and may run for two months. Its end may be said
/// much later: of a server that was killed by the one that is started in its place, whenever that is.
/// </summary>
/// <param name="From">Milliseconds since 1970.</param>
/// <param name="Until">No longer included.</param>
internal readonly record struct LogSpan(long From, long Until)
{
    private const long Day = 86_400_000;
    private const int DaysWithoutAName = 62;
    private const string Name = "yyyy'/'MM'/'dd'/'";

    private static readonly int _nameLength = "2026/11/26/".Length;

    public static LogSpan Of(string log, long opened)
    {
        if (log.Length <= _nameLength
            || !DateTimeOffset.TryParseExact(
                log.AsSpan(0, _nameLength), Name, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
            return new LogSpan(opened - Day, opened + DaysWithoutAName * Day);
        var midnight = day.ToUnixTimeMilliseconds();
        return new LogSpan(midnight - Day, midnight + 2 * Day);
    }

    /// <exception cref="BrokenLogException">The time of a line is another.</exception>
    public void Require(UsageLineKind kind, long time)
    {
        if (kind == UsageLineKind.Closed && time >= From)
            return;
        if (time < From || time >= Until)
            throw new BrokenLogException(
                $"its time is {time}; expected {From} to {Until - 1}, which is {DateTimeOffset.FromUnixTimeMilliseconds(From):u} to "
                + $"{DateTimeOffset.FromUnixTimeMilliseconds(Until - 1):u}, as the log is of that time");
    }
}

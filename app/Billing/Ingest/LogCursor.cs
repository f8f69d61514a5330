namespace Platform.Billing.Ingest;

/// <summary>How far a log is read. An event is told by its log and number, so that this alone keeps each from counting twice.</summary>
/// <param name="Log">Its name, the path below the folder or container.</param>
/// <param name="Position">Bytes read, all of them whole lines.</param>
/// <param name="NextNumber">Of the next call; from 1.</param>
/// <param name="Sha256">Of all bytes so far, as <see cref="LogHash"/> has it; empty before the first.</param>
/// <param name="Opened">Milliseconds since 1970.</param>
/// <param name="Marked">Everything before it is read; milliseconds since 1970.</param>
/// <param name="Closed">When it ended, or null.</param>
internal sealed record LogCursor(string Log, long Position, long NextNumber, string Sha256, long Opened, long Marked, long? Closed)
{
    public static LogCursor Start(string log) => new(log, 0, 1, "", 0, 0, null);
}

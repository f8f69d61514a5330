namespace Platform.Billing.Ingest;

/// <summary>Somebody else read the log meanwhile; what was under way is undone.</summary>
internal sealed class CursorMovedException(string log, long position)
    : Exception($"the cursor of log '{log}' is no longer at byte {position}");

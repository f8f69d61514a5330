namespace Platform.Billing.Ingest;

/// <summary>What a line of a usage log says.</summary>
internal enum UsageLineKind
{
    /// <summary>The first line: which log this is.</summary>
    Opened,

    /// <summary>A call was answered; or, with <c>back</c>, one before it was refused after all, and its amounts are taken back.</summary>
    Call,

    /// <summary>Everything before is written.</summary>
    Mark,

    /// <summary>Nothing more will come.</summary>
    Closed,
}

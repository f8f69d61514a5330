namespace Platform.Rehearsal.Cast;

/// <summary>What a call came to, as its caller sees it.</summary>
internal enum Outcome
{
    /// <summary>2xx.</summary>
    Answered,

    /// <summary>429.</summary>
    TooFast,

    /// <summary>403.</summary>
    QuotaUsedUp,

    /// <summary>401.</summary>
    KeyRefused,

    /// <summary>5xx, or a connection that ended: the caller does not know what became of it.</summary>
    Lost,

    /// <summary>Anything else, which is an error of the platform or of the rehearsal.</summary>
    Unexpected,
}

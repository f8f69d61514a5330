namespace Platform.Inference.Collection;

/// <summary>Why something that was agreed to is not kept all the same.</summary>
internal enum DropReason
{
    /// <summary>Too much waits to be written down.</summary>
    Queue,

    /// <summary>A call is larger than is kept.</summary>
    Large,

    /// <summary>The store does not take as much, or is away.</summary>
    Store,

    /// <summary>Consent was withdrawn, or nobody can tell any more, while it waited.</summary>
    Consent,
}

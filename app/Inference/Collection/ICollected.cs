namespace Platform.Inference.Collection;

/// <summary>Something that waits to be written down.</summary>
internal interface ICollected
{
    CollectTicket Ticket { get; }

    /// <summary>That it takes while it waits.</summary>
    long Bytes { get; }

    /// <summary>Writes its lines.</summary>
    void Write(Records.RecordSink sink);

    /// <summary>It is not needed any more.</summary>
    void Return();
}

namespace Platform.Inference.Usage.Shipping;

/// <summary>Where logs are shipped to. A log there is a copy of the file, so that a place in one is the same place in the other.</summary>
internal interface IUsageStore
{
    /// <summary>Where that is, for messages.</summary>
    string Name { get; }

    /// <summary>How much of a log is there; null where there is nothing, and not the log either.</summary>
    Task<long?> LengthAsync(string log, CancellationToken cancellationToken);

    /// <summary>Makes an empty log, unless it is there.</summary>
    Task CreateAsync(string log, CancellationToken cancellationToken);

    /// <summary>Appends at this place, or not at all.</summary>
    /// <param name="log">Its name.</param>
    /// <param name="position">How long it is now.</param>
    /// <param name="bytes">Of the log from there on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<AppendOutcome> AppendAsync(string log, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}

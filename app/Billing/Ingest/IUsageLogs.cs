namespace Platform.Billing.Ingest;

/// <summary>Where usage logs are: a folder, or a container of append blobs.</summary>
internal interface IUsageLogs
{
    /// <summary>The names of all logs, and how many bytes each has.</summary>
    IAsyncEnumerable<(string Log, long Length)> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads what is there from a position on, at most as much as the buffer holds.</summary>
    /// <returns>The number of bytes; 0 at the end, and where there is no such log any more.</returns>
    Task<int> ReadAsync(string log, long position, Memory<byte> buffer, CancellationToken cancellationToken);
}

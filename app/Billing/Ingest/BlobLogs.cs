using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platform.Billing.Data;

namespace Platform.Billing.Ingest;

/// <summary>
/// Usage logs in a container of append blobs: each is a server's file, byte for byte. They are named by their day, and nearly all that is
/// new is in those of yesterday and today: the others, of which there are more with every day, are listed once an hour.
/// </summary>
internal sealed class BlobLogs(BlobContainerClient container, TimeProvider time) : IUsageLogs
{
    private const string Ending = ".jsonl";
    private static readonly TimeSpan _all = TimeSpan.FromHours(1);

    private DateTimeOffset _listed = DateTimeOffset.MinValue;

    /// <summary>The container at an address.</summary>
    public static BlobLogs At(Uri address, TimeProvider time)
        => new(
            BlobPlace.Open(address, at => new BlobContainerClient(at), (at, credential) => new BlobContainerClient(at, credential)), time);

    public async IAsyncEnumerable<(string Log, long Length)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isAll = now - _listed >= _all;
        string?[] prefixes = isAll ? [null] : [Day(now.AddDays(-1)), Day(now)];
        foreach (var prefix in prefixes)
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
                if (blob.Name.EndsWith(Ending, StringComparison.Ordinal))
                    yield return (blob.Name, blob.Properties.ContentLength ?? 0);
        if (isAll)
            _listed = now;
    }

    public async Task<int> ReadAsync(string log, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            using var read = (await container.GetBlobClient(log).DownloadStreamingAsync(
                new BlobDownloadOptions { Range = new HttpRange(position, buffer.Length) }, cancellationToken)).Value;
            return await read.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (RequestFailedException end) when (end.Status is StatusCodes.Status416RangeNotSatisfiable or StatusCodes.Status404NotFound)
        {
            return 0;
        }
        catch (RequestFailedException failed)
        {
            throw new IOException($"usage log '{log}' cannot be read at byte {position}: {failed.ErrorCode}", failed);
        }
    }

    private static string Day(DateTimeOffset day) => day.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);
}

using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Platform.Billing.Ingest;

/// <summary>Usage logs in a container of append blobs: each is a server's file, byte for byte.</summary>
internal sealed class BlobLogs(BlobContainerClient container) : IUsageLogs
{
    private const string Ending = ".jsonl";

    /// <summary>The container at an address; one with a signature in it is used as it is, another as the workload that runs.</summary>
    public static BlobLogs At(Uri address) => new(address.Query.Length > 0 ? new BlobContainerClient(address) : new BlobContainerClient(address, new DefaultAzureCredential()));

    public async IAsyncEnumerable<(string Log, long Length)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
            if (blob.Name.EndsWith(Ending, StringComparison.Ordinal))
                yield return (blob.Name, blob.Properties.ContentLength ?? 0);
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
}

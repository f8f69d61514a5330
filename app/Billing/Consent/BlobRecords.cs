using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Platform.Billing.Consent;

/// <summary>In a container.</summary>
internal sealed class BlobRecords(BlobContainerClient container) : IRecords
{
    public async IAsyncEnumerable<StoredRecord> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (blobs)
            while (await NextAsync(blobs))
                yield return new StoredRecord(blobs.Current.Name, blobs.Current.Properties.ContentLength ?? 0);
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: true), cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
        catch (RequestFailedException failed)
        {
            throw new IOException($"'{name}' cannot be read: {failed.Status} {failed.ErrorCode}", failed);
        }
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(name).DeleteIfExistsAsync(
                DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException failed)
        {
            throw new IOException($"'{name}' cannot be erased: {failed.Status} {failed.ErrorCode}", failed);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException failed)
        {
            throw new IOException($"the container '{container.Name}' cannot be listed: {failed.Status} {failed.ErrorCode}", failed);
        }
    }
}

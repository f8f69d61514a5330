using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Platform.Billing.Consent;

/// <summary>
/// In a container. An instance that was stopped for a while, and has lost the lease without knowing, finds another version than the one it
/// saw, and writes nothing. https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations
/// </summary>
internal sealed class BlobConsentFile(BlockBlobClient blob) : IConsentFile
{
    public Task<string?> VersionAsync(CancellationToken cancellationToken) => AskAsync(async () =>
    {
        try
        {
            return (string?)(await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag.ToString();
        }
        catch (RequestFailedException none) when (none.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    });

    public Task WriteAsync(ReadOnlyMemory<byte> document, string? version, CancellationToken cancellationToken)
        => AskAsync(async () => await blob.UploadAsync(
            new MemoryStream(document.ToArray(), writable: false),
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json", CacheControl = "no-store" },
                Conditions = version is null
                ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                : new BlobRequestConditions { IfMatch = new ETag(version) },
            },
            cancellationToken));

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RequestFailedException failed)
        {
            throw new IOException(
                $"the consents at {blob.Uri.GetLeftPart(UriPartial.Path)} are not written: {failed.Status} {failed.ErrorCode}", failed);
        }
    }
}

using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Platform.Inference.Usage.Shipping;

/// <summary>
/// A container of append blobs. The client must not try again by itself: where an answer is lost, it would append twice. A position
/// makes the service refuse the second one, and what is tried again is tried here, with eyes open.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/append-block"/>
internal sealed class BlobStore : IUsageStore
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly BlobContainerClient _container;

    /// <param name="container">Its address; with a shared access signature, or for this workload's identity.</param>
    public BlobStore(Uri container)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = _patience } };
        _container = container.Query.Contains("sig=", StringComparison.Ordinal)
            ? new BlobContainerClient(container, options)
            : new BlobContainerClient(container, new DefaultAzureCredential(), options);
        Name = container.GetLeftPart(UriPartial.Path);
    }

    public string Name { get; }

    public async Task<long?> LengthAsync(string log, CancellationToken cancellationToken)
    {
        try
        {
            return (await Blob(log).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound
        && exception.ErrorCode != BlobErrorCode.ContainerNotFound)
        {
            return null;
        }
    }

    public Task CreateAsync(string log, CancellationToken cancellationToken)
        => Blob(log).CreateIfNotExistsAsync(new AppendBlobCreateOptions(), cancellationToken);

    public async Task<AppendOutcome> AppendAsync(string log, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        try
        {
            await Blob(log).AppendBlockAsync(
                content,
                new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position } },
                cancellationToken);
            return AppendOutcome.Appended;
        }
        catch (RequestFailedException exception)
        {
            return exception.Status switch
            {
                StatusCodes.Status412PreconditionFailed => AppendOutcome.Elsewhere,
                StatusCodes.Status409Conflict when exception.ErrorCode != "BlobIsSealed" => AppendOutcome.Busy,
                StatusCodes.Status404NotFound when exception.ErrorCode == BlobErrorCode.BlobNotFound => AppendOutcome.Missing,
                _ => throw new IOException(exception.Message.Split('\n')[0], exception),
            };
        }
    }

    private AppendBlobClient Blob(string log) => _container.GetAppendBlobClient(log);
}

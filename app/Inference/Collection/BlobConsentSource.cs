using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Platform.Inference.Collection;

/// <summary>In a container. What takes long is given up: there is another look in ten seconds.</summary>
internal sealed class BlobConsentSource : IConsentSource
{
    private readonly BlobClient _blob;

    /// <param name="address">With a shared access signature, or for this workload's identity.</param>
    public BlobConsentSource(Uri address)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = ConsentWatch.Every } };
        _blob = address.Query.Contains("sig=", StringComparison.Ordinal)
            ? new BlobClient(address, options)
            : new BlobClient(address, new DefaultAzureCredential(), options);
    }

    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _blob.DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException exception)
        {
            throw new NoConsentException("missing", $"the consent file cannot be read: {exception.Status} {exception.ErrorCode}");
        }
        catch (Exception exception) when (exception is AuthenticationFailedException or IOException
            || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new NoConsentException("missing", "the consent file cannot be read: its store does not answer");
        }
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Platform.Billing.Ingest;

/// <summary>
/// Usage logs in a container of append blobs, as the inference servers ship them. Logs are named by their day, and nearly all that
/// is new is in those of yesterday and today: the others are listed once an hour.
/// </summary>
internal sealed class ContainerLogs : IUsageLogs
{
    private const string Ending = ".jsonl";
    private static readonly TimeSpan s_all = TimeSpan.FromHours(1);

    private readonly BlobContainerClient _container;
    private readonly TimeProvider _time;
    private DateTimeOffset _listed = DateTimeOffset.MinValue;

    /// <param name="container">Its address; with a shared access signature, or for this workload's identity.</param>
    /// <param name="time">Tells the day.</param>
    public ContainerLogs(Uri container, TimeProvider time)
    {
        _time = time;
        _container = container.Query.Contains("sig=", StringComparison.Ordinal) ? new BlobContainerClient(container) : new BlobContainerClient(container, new DefaultAzureCredential());
    }

    public async IAsyncEnumerable<(string Log, long Length)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var isAll = now - _listed >= s_all;
        foreach (var prefix in isAll ? [null] : new[] { Day(now.AddDays(-1)), Day(now) })
            await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
                if (blob.Name.EndsWith(Ending, StringComparison.Ordinal))
                    yield return (blob.Name, blob.Properties.ContentLength ?? 0);
        if (isAll)
            _listed = now;
    }

    public async Task<int> ReadAsync(string log, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(position, buffer.Length) };
            using var answer = (await _container.GetBlobClient(log).DownloadStreamingAsync(options, cancellationToken)).Value;
            return await answer.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status416RangeNotSatisfiable)
        {
            return 0;
        }
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);
}

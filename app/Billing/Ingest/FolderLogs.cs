namespace Platform.Billing.Ingest;

/// <summary>Usage logs in a folder, as the inference server writes them on the same machine.</summary>
internal sealed class FolderLogs(string root) : IUsageLogs
{
    private const string Ending = ".jsonl";

    public async IAsyncEnumerable<(string Log, long Length)> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (!Directory.Exists(root))
            yield break;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*" + Ending, SearchOption.AllDirectories)
            .OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.Length);
        }
    }

    public async Task<int> ReadAsync(string log, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            using var file = File.OpenHandle(
                Path.Combine(root, log), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var have = 0;
            int count;
            while (have < buffer.Length && (count = await RandomAccess.ReadAsync(
                file, buffer[have..], position + have, cancellationToken)) > 0)
                have += count;
            return have;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }
    }
}

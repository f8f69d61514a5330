using System.Runtime.CompilerServices;

namespace Platform.Billing.Consent;

/// <summary>On one machine.</summary>
internal sealed class FolderRecords(string folder) : IRecords
{
    public async IAsyncEnumerable<StoredRecord> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(Path.Combine(folder, prefix.TrimEnd('/')));
        if (!root.Exists)
            yield break;
        foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new StoredRecord(Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), file.Length);
        }

        await Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(Path.Combine(folder, name));
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder
        }

        return Task.CompletedTask;
    }
}

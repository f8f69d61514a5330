namespace Platform.Billing.Consent;

/// <summary>On one machine: written beside, flushed, and put in its place.</summary>
internal sealed class LocalConsentFile(string path) : IConsentFile
{
    public Task<string?> VersionAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public async Task WriteAsync(ReadOnlyMemory<byte> document, string? version, CancellationToken cancellationToken)
    {
        var beside = $"{path}.new";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(document, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}

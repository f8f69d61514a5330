namespace Platform.Inference.Collection;

/// <summary>On one machine.</summary>
internal sealed class LocalConsentSource(string path) : IConsentSource
{
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NoConsentException(
                "missing", $"the consent file cannot be read: {(File.Exists(path) ? "it is locked or forbidden" : "it is not there")}");
        }
    }
}

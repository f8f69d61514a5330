namespace Platform.Inference.Collection;

/// <summary>Where the consent file is.</summary>
internal interface IConsentSource
{
    /// <exception cref="NoConsentException">It is not there, or cannot be reached.</exception>
    Task<byte[]> ReadAsync(CancellationToken cancellationToken);
}

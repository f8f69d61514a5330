namespace Platform.Billing.Consent;

/// <summary>
/// The one document that servers read: the old one or the new one, and nothing in between. Faults come as an <see cref="IOException"/>.
/// </summary>
internal interface IConsentFile
{
    /// <summary>Names what is there; asked for before what is to be written is read.</summary>
    Task<string?> VersionAsync(CancellationToken cancellationToken);

    /// <param name="document">What is to be there.</param>
    /// <param name="version">What it replaces; where something else is there by now, nothing is written.</param>
    /// <param name="cancellationToken">Until it is there.</param>
    Task WriteAsync(ReadOnlyMemory<byte> document, string? version, CancellationToken cancellationToken);
}

namespace Platform.Billing.Consent;

/// <summary>What servers collected. Whatever the store's fault is comes as an <see cref="IOException"/>.</summary>
internal interface IRecords
{
    /// <param name="prefix">What names begin with.</param>
    /// <param name="cancellationToken">Until all are listed.</param>
    IAsyncEnumerable<StoredRecord> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>All of one; null where it is gone.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>One that is gone already is deleted.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

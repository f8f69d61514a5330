namespace Platform.Billing.Consent;

/// <summary>A file of collected records.</summary>
/// <param name="Name">Its path, with slashes: <c>training/…/2026/11/26/21/{pseudonym}-….jsonl</c>.</param>
/// <param name="Bytes">As long as it is now.</param>
internal sealed record StoredRecord(string Name, long Bytes)
{
    /// <summary>Whose it is: the last part of the path up to its first dash or dot.</summary>
    public string Pseudonym
    {
        get
        {
            var file = Name[(Name.LastIndexOf('/') + 1)..];
            var end = file.AsSpan().IndexOfAny('-', '.');
            return end < 0 ? file : file[..end];
        }
    }
}

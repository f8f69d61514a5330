using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Consent;

/// <summary>Keeps every text that is shown.</summary>
internal static class ConsentTexts
{
    /// <exception cref="InvalidDataException">A text is another one than that which was shown under its version.</exception>
    public static Task AddAsync(Database database, ConsentTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
        => database.InTransactionAsync(
            async transaction =>
            {
                await Lease.LockAsync(transaction);
                foreach (var purpose in terms.IsOn ? terms.Purposes : [])
                {
                    await transaction.Connection!.ExecuteAsync(
                        """
                        INSERT INTO consent_text (sha256, purpose, version, days, title, text, kept, added) VALUES (@Sha256, @Name, @Version, @Days, @Title, @Text, @Kept, @at)
                        ON CONFLICT DO NOTHING
                        """,
                        new
                        {
                            purpose.Sha256, purpose.Name, purpose.Version, purpose.Days, purpose.Title, purpose.Text, purpose.Kept,
                            at = now.ToUnixTimeMilliseconds(),
                        }, transaction);
                    if (await transaction.Connection!.ExecuteScalarAsync<string>(
                        "SELECT sha256 FROM consent_text WHERE sha256 = @Sha256", purpose, transaction) is null)
                        throw new InvalidDataException(
                            $"the text of consent '{purpose.Name}' is another one than was shown as version {purpose.Version}; give it "
                            + "the next version");
                }

                return true;
            },
            cancellationToken);
}

using System.Data.Common;
using Dapper;

namespace Platform.Billing.Consent;

/// <summary>A consent that counts now: the last word on it, to the text that is shown, of a subscription that is served.</summary>
internal sealed record ConsentInForce(string Account, string Sid, string Purpose)
{
    private const string Given =
        """
        SELECT s.account, c.sid, c.purpose, c.text_sha256 FROM consent c JOIN subscription s ON s.sid = c.sid JOIN account a ON a.id = s.account
        WHERE c.action = 'given' AND s.state IN ('active', 'past_due') AND a.state = 'active'
          AND c.n = (SELECT MAX(l.n) FROM consent l WHERE l.sid = c.sid AND l.purpose = c.purpose AND l.action IN ('given', 'withdrawn'))
        """;

    public static async Task<IReadOnlyList<ConsentInForce>> AllAsync(
        DbConnection connection, ConsentTerms terms, DbTransaction? transaction = null)
    {
        var shown = terms.Purposes.ToDictionary(purpose => purpose.Name, purpose => purpose.Sha256);
        return
        [
            .. from row in await connection.QueryAsync<(string Account, string Sid, string Purpose, string Text)>(
                Given, transaction: transaction)
               where shown.GetValueOrDefault(row.Purpose) == row.Text
               select new ConsentInForce(row.Account, row.Sid, row.Purpose),
        ];
    }
}

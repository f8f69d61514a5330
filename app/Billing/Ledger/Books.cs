using System.Data.Common;
using Platform.Billing.Data;

namespace Platform.Billing.Ledger;

/// <summary>The double-entry books. An entry's postings sum to 0; written once, it stays.</summary>
internal static class Books
{
    /// <summary>What customers owe.</summary>
    public const string Receivable = "receivable";

    /// <summary>What was earned, without tax.</summary>
    public const string Revenue = "revenue";

    /// <summary>What the payment provider holds for us.</summary>
    public const string Cash = "cash";

    /// <summary>What customers will not pay.</summary>
    public const string Loss = "loss";

    /// <summary>What is owed to the tax office.</summary>
    public const string Tax = "tax";

    /// <summary>What is owed back to customers.</summary>
    public const string Refundable = "refundable";

    /// <summary>What was given away as credits.</summary>
    public const string Credits = "credits";

    /// <param name="transaction">The caller's.</param>
    /// <param name="entry">Its identity: the same one again changes nothing.</param>
    /// <param name="about">When, whose, in which currency, of which kind, about what.</param>
    /// <param name="postings">Those of 0 are left out.</param>
    /// <exception cref="InvalidOperationException">They do not sum to 0.</exception>
    public static Task WriteAsync(DbTransaction transaction, string entry, EntryDetails about, params Posting[] postings)
        => WriteAsync(transaction, [(entry, about, postings)]);

    /// <summary>Many entries at once.</summary>
    /// <exception cref="InvalidOperationException">One does not sum to 0.</exception>
    public static Task WriteAsync(DbTransaction transaction, IReadOnlyList<(string Entry, EntryDetails About, Posting[] Postings)> entries)
        => transaction.InsertAsync(
            "INSERT INTO ledger (entry, n, at, account_code, sid, currency, amount_micros, kind, ref)",
            [.. entries.SelectMany(entry => Rows(entry.Entry, entry.About, entry.Postings))], "ON CONFLICT (entry, n) DO NOTHING");

    private static IEnumerable<object?[]> Rows(string entry, EntryDetails about, Posting[] postings)
    {
        if (postings.Sum(posting => posting.AmountMicros) is not 0 and var sum)
            throw new InvalidOperationException($"entry '{entry}' sums to {sum} µ-units; expected 0");
        return postings.Where(posting => posting.AmountMicros != 0).Select((posting, n) => new object?[]
        {
            entry, (long)n, about.At.ToUnixTimeMilliseconds(), posting.AccountCode, about.Subscription, about.Currency,
            posting.AmountMicros, about.Kind, about.Reference,
        });
    }
}

using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Parts;
using Platform.Rehearsal.Play;

namespace Platform.Rehearsal.Findings;

/// <summary>
/// The figures by tier: calls by the tier that they were metered under, or else that the caller had; money by the tier that the customer
/// began with.
/// </summary>
internal sealed class TierTable(Director director, LogBook log, Accounts accounts, IReadOnlyList<CaptureView> captures)
{
    public IReadOnlyList<TierRow> Rows(IReadOnlyList<Tier> tiers)
    {
        var rows = tiers.Select(Row).ToList();
        rows.Add(rows.Aggregate((one, other) => one + other));
        return rows;
    }

    private TierRow Row(Tier tier)
    {
        var calls = director.Customers.SelectMany(
            customer => customer.Calls.Select((call, number) => (Call: call!, Key: (customer.Sid, director.Caller.BytesOf(number)))))
            .Where(each => log.Products.GetValueOrDefault(each.Key, each.Call.Product) == tier.Name).ToList();
        long Count(Outcome outcome) => calls.Count(each => each.Call.Outcome == outcome);
        var sids = director.Customers.Where(customer => customer.First == tier).Select(customer => customer.Sid).ToHashSet();
        var invoices = accounts.Invoices.Where(invoice => sids.Contains(invoice.Sid)).ToList();
        var numbers = invoices.Select(invoice => invoice.Number).ToHashSet();
        var taken = captures.Where(capture => capture.IsTaken && numbers.Contains(capture.Invoice)).ToList();
        return new TierRow(
            tier.Name, calls.Count, Count(Outcome.Answered), Count(Outcome.TooFast), Count(Outcome.QuotaUsedUp),
            Count(Outcome.KeyRefused), Count(Outcome.Lost),
            calls.Count(each => each.Call.Outcome == Outcome.Lost && log.Lines.ContainsKey(each.Key)),
            calls.Sum(each => log.Lines.GetValueOrDefault(each.Key)), accounts.BilledCalls.GetValueOrDefault(tier.Name),
            invoices.Sum(invoice => invoice.TotalMicros),
            taken.Sum(capture => capture.AmountMicros), taken.Sum(capture => capture.RefundedMicros),
            invoices.Where(invoice => invoice.IsOpen).Sum(invoice => invoice.TotalMicros),
            invoices.Where(invoice => invoice.State == "uncollectible").Sum(invoice => invoice.TotalMicros));
    }
}

using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Findings;

/// <summary>What the payment provider took, and what the books say of it.</summary>
internal static class MoneyFindings
{
    public static IEnumerable<Finding> Of(Accounts accounts, IReadOnlyList<CaptureView> captures)
    {
        var taken = captures.Where(capture => capture.IsTaken).ToList();
        var (known, amounts) = (accounts.Invoices.ToDictionary(invoice => invoice.Number),
            taken.GroupBy(capture => capture.Invoice).ToDictionary(group => group.Key, group => group.ToList()));
        yield return Finding.Same(
            "what is captured is in the books",
            ("captured less refunded", taken.Sum(capture => capture.AmountMicros - capture.RefundedMicros)),
            ("cash", accounts.Cash.Values.Sum()));
        yield return Finding.None(
            "of each invoice, the books have what the provider has",
            [.. known.Keys.Union(amounts.Keys).Where(number =>
                    accounts.Cash.GetValueOrDefault(number) != (amounts.GetValueOrDefault(number)?.Sum(capture => capture.AmountMicros)
                    ?? 0))
                .Select(number => $"invoice {number}")],
            $"{amounts.Count} invoices");
        yield return Finding.None(
            "nobody is charged twice",
            [.. amounts.Where(each => each.Value.Count > 1).Select(each => $"invoice {each.Key} has {each.Value.Count} captures")],
            $"{taken.Count} captures");
        yield return Finding.None(
            "an invoice is charged what it says",
            [
                .. taken.Where(capture => known[capture.Invoice].TotalMicros != capture.AmountMicros)
                .Select(capture => $"invoice {capture.Invoice}"),
            ],
            $"{taken.Count} captures");
        yield return Finding.None(
            "what is captured is paid, and nothing else is",
            [
                .. known.Values.Where(
                    invoice => invoice.TotalMicros > 0 && (invoice.State == "paid") != amounts.ContainsKey(invoice.Number))
                        .Select(invoice => $"invoice {invoice.Number} is {invoice.State}"),
            ],
            $"{known.Values.Count(invoice => invoice.State == "paid")} paid");
    }
}

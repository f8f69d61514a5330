using Platform.Billing.Money;
using Platform.Billing.Rating;

namespace Platform.Billing.Invoices;

/// <summary>The amounts of an invoice: rounded once, lines that add up, and what is left for the next.</summary>
internal sealed record InvoiceAmounts(long NetMicros, long TaxMicros, long CarriedOutPico, IReadOnlyList<InvoiceLine> Lines)
{
    public long TotalMicros => NetMicros + TaxMicros;

    /// <param name="period">What is billed.</param>
    /// <param name="rated">Its lines, exact.</param>
    /// <param name="carriedInPico">What the invoice before left over.</param>
    /// <param name="currency">As the provider takes it.</param>
    /// <param name="taxRatePpm">In millionths.</param>
    /// <param name="minimumMicros">A net amount below this is carried to the next invoice as a whole.</param>
    public static InvoiceAmounts Of(
        Period period, IReadOnlyList<RatedLine> rated, long carriedInPico, Currency currency, (long TaxRatePpm, long MinimumMicros) terms)
    {
        List<RatedLine> lines = [.. rated];
        if (carriedInPico != 0)
            lines.Add(Carried("carriedIn", period, carriedInPico));
        var exact = Sum(lines);
        var smallest = currency.SmallestMicros * (Int128)Pico.PerMicro;
        var isCarried = exact < terms.MinimumMicros * (Int128)Pico.PerMicro && exact != 0;
        if (isCarried)
            lines.Add(Carried("carriedOut", period, checked((long)-exact)));
        var net = isCarried ? 0 : Pico.DivideRounded(exact, smallest);
        var shown = LargestRemainder.Distribute([.. lines.Select(line => line.ExactPico)], smallest, net);
        var netMicros = (long)net * currency.SmallestMicros;
        var tax = Pico.DivideRounded(netMicros * (Int128)terms.TaxRatePpm, 1_000_000 * (Int128)currency.SmallestMicros);
        return new InvoiceAmounts(
            netMicros, (long)tax * currency.SmallestMicros, checked((long)(exact - net * smallest)),
            [.. lines.Select((line, index) => Shown(line, (long)shown[index] * currency.SmallestMicros))]);
    }

    private static RatedLine Carried(string item, Period period, long pico)
        => new(item, "", 0, 0, 0, null, 1_000_000, pico, period.Start, period.End);

    private static Int128 Sum(List<RatedLine> lines) => lines.Aggregate(Int128.Zero, (sum, line) => sum + line.ExactPico);

    private static InvoiceLine Shown(RatedLine line, long micros) => new(
        line.Item, line.Plan, line.Version, line.Quantity, line.Included, line.PricePico, line.IndexPpm, micros,
        line.ExactPico.ToString(System.Globalization.CultureInfo.InvariantCulture), Hours.ToTime(line.FromHour), Hours.ToTime(line.ToHour));
}

using Platform.Billing.Money;
using Platform.Billing.Plans;

namespace Platform.Billing.Rating;

/// <summary>
/// Prices a period from its phases and its usage alone, exactly and always anew: what was charged before never goes in. Each
/// hour belongs to one phase. The fixed fee and what is included are shared out by the hours of a phase, so that the shares
/// of a whole period add up to the whole.
/// </summary>
internal static class Rater
{
    private const long WholeIndex = 1_000_000;

    /// <param name="period">What is rated.</param>
    /// <param name="phases">Ascending; the first one covers the period's first hour, unless the subscription begins later.</param>
    /// <param name="usage">Of hours within the period.</param>
    /// <param name="indexes">Of the month in which the period begins.</param>
    /// <param name="ended">The hour in which the subscription ended, not included; null while it goes on.</param>
    /// <exception cref="RatingException">Usage before the first phase, several currencies, or an index without a value.</exception>
    public static IReadOnlyList<RatedLine> Rate(
        Period period, IReadOnlyList<Phase> phases, IReadOnlyList<HourlyUsage> usage, IReadOnlyList<IndexValue> indexes, long? ended = null)
    {
        var spans = Spans(period, phases, Math.Min(period.End, ended ?? long.MaxValue));
        Require(period, spans, usage);
        return [.. spans.SelectMany(span => Lines(period, span, usage, indexes))];
    }

    /// <summary>
    /// What of the included amounts is used in the phase that an hour falls into; usage is that of the period until then.
    /// </summary>
    public static IEnumerable<Allowance> Allowances(Period period, IReadOnlyList<Phase> phases, IReadOnlyList<HourlyUsage> usage, long hour)
        => from span in Spans(period, phases, period.End)
        where span.Holds(hour)
        from price in span.Plan.Meters
        where price.Included > 0
        let included = Share(price.Included * (Int128)price.Meter.Per, period, span)
        where included > 0
        select new Allowance(price.Meter, span.From, Sum(span, usage, price.Meter), included);

    private static List<Span> Spans(Period period, IReadOnlyList<Phase> phases, long end)
    {
        var spans = new List<Span>();
        for (var i = 0; i < phases.Count; i++)
        {
            var from = Math.Max(period.Start, phases[i].FromHour);
            var to = Math.Min(end, i + 1 < phases.Count ? phases[i + 1].FromHour : long.MaxValue);
            if (from < to)
                spans.Add(new Span(from, to, phases[i].Plan));
        }

        return spans;
    }

    private static void Require(Period period, List<Span> spans, IReadOnlyList<HourlyUsage> usage)
    {
        if (spans.Select(span => span.Plan.Currency).Distinct().ToList() is { Count: > 1 } several)
            throw new RatingException(
                $"the period from hour {period.Start} has plans in {string.Join(" and ", several)}; a change of currency takes a new "
                + "subscription");
        foreach (var hour in usage)
            if (!spans.Exists(span => span.Holds(hour.Hour)))
                throw new RatingException($"there is usage in hour {hour.Hour}, in which the subscription has no plan");
    }

    private static IEnumerable<RatedLine> Lines(
        Period period, Span span, IReadOnlyList<HourlyUsage> usage, IReadOnlyList<IndexValue> indexes)
    {
        var plan = span.Plan;
        if (plan.FixedMicros > 0)
            yield return new RatedLine(
                "fixed", plan.Plan, plan.Version, span.Hours, 0, null, WholeIndex,
                Share(plan.FixedMicros * (Int128)Pico.PerMicro, period, span), span.From, span.To);
        foreach (var price in plan.Meters)
            yield return Line(period, span, price, Sum(span, usage, price.Meter), IndexOf(price, indexes));
    }

    private static RatedLine Line(Period period, Span span, MeterPrice price, Int128 quantity, long index)
    {
        var included = Share(price.Included * (Int128)price.Meter.Per, period, span);
        var charged = Int128.Max(0, quantity - included);
        var exact = Indexed(Graduated(price, charged), index);
        return new RatedLine(
            price.Meter.Name, span.Plan.Plan, span.Plan.Version, (long)quantity, (long)Int128.Min(quantity, included),
            price.Tiers is [var only] ? only.PricePico : null, index, exact, span.From, span.To);
    }

    /// <summary>Each unit has the price of its tier. Where prices are multiples of what a unit is counted in, nothing is rounded.</summary>
    private static Int128 Graduated(MeterPrice price, Int128 charged)
    {
        var (sum, before) = (Int128.Zero, Int128.Zero);
        foreach (var tier in price.Tiers)
        {
            var end = tier.UpTo is { } upTo ? Int128.Min(charged, upTo * (Int128)price.Meter.Per) : charged;
            if (end <= before)
                break;
            sum += (end - before) * tier.PricePico;
            before = end;
        }

        return Pico.DivideRounded(sum, price.Meter.Per);
    }

    /// <summary>In two parts, as the product of all three would not always fit.</summary>
    private static Int128 Indexed(Int128 amount, long index)
    {
        var (whole, rest) = Int128.DivRem(amount, WholeIndex);
        return whole * index + Pico.DivideRounded(rest * index, WholeIndex);
    }

    /// <summary>The part of a whole that falls on a span: the difference of two parts from the beginning, so that parts add up.</summary>
    private static Int128 Share(Int128 whole, Period period, Span span)
        => whole * (span.To - period.Start) / period.Length - whole * (span.From - period.Start) / period.Length;

    private static long IndexOf(MeterPrice price, IReadOnlyList<IndexValue> indexes)
    {
        if (price.Index is not { } name)
            return WholeIndex;
        return indexes.FirstOrDefault(value => value.Name == name)?.Ppm
            ?? throw new RatingException(
                $"meter '{price.Meter.Name}' follows index '{name}', which has no value for the month; add it, then rate again");
    }

    private static Int128 Sum(Span span, IReadOnlyList<HourlyUsage> usage, Meter meter)
    {
        var sum = Int128.Zero;
        foreach (var hour in usage)
            if (span.Holds(hour.Hour))
                sum += Of(hour, meter);
        return sum;
    }

    private static long Of(HourlyUsage usage, Meter meter) => meter switch
    {
        Meter.Calls => usage.Calls,
        Meter.Rows => usage.Rows,
        Meter.Compute => usage.ComputeMicros,
        Meter.TokensIn => usage.TokensIn,
        Meter.TokensOut => usage.TokensOut,
        _ => usage.ByteHours,
    };

    private sealed record Span(long From, long To, PlanVersion Plan)
    {
        public long Hours => To - From;

        public bool Holds(long hour) => hour >= From && hour < To;
    }
}

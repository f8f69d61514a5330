using System.Globalization;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>A rated line as JSON has it: the exact amount is a text, as JSON's numbers may be read as doubles.</summary>
internal sealed record SnapshotLine(
    string Item, string Plan, int Version, long Quantity, long Included, long? PricePico, long IndexPpm, string ExactPico, long FromHour,
    long ToHour)
{
    public static SnapshotLine From(RatedLine line) => new(
        line.Item, line.Plan, line.Version, line.Quantity, line.Included, line.PricePico, line.IndexPpm,
        line.ExactPico.ToString(CultureInfo.InvariantCulture), line.FromHour, line.ToHour);

    public RatedLine ToLine() => new(
        Item, Plan, Version, Quantity, Included, PricePico, IndexPpm, Int128.Parse(ExactPico, CultureInfo.InvariantCulture), FromHour,
        ToHour);
}

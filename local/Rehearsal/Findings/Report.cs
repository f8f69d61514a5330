using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Rehearsal.Findings;

/// <summary>What came of a rehearsal.</summary>
/// <param name="Summary">What happened, in figures.</param>
/// <param name="Tiers">A line each, and all together at the end.</param>
/// <param name="Findings">What must be so.</param>
/// <param name="Currency">Of the money.</param>
internal sealed record Report(IReadOnlyList<string> Summary, IReadOnlyList<TierRow> Tiers, IReadOnlyList<Finding> Findings, string Currency)
{
    private static readonly (string Head, Func<TierRow, string> Cell)[] _columns =
    [
        ("tier", row => row.Tier), ("sent", row => Count(row.Sent)), ("answered", row => Count(row.Answered)),
        ("429", row => Count(row.TooFast)),
        ("403", row => Count(row.QuotaUsedUp)), ("401", row => Count(row.KeyRefused)), ("lost", row => Count(row.Lost)),
        ("cut off", row => Count(row.Unanswered)),
        ("metered", row => Count(row.Metered)), ("billed", row => Count(row.BilledCalls)), ("invoiced", row => Money(row.BilledMicros)),
        ("captured", row => Money(row.CapturedMicros)), ("refunded", row => Money(row.RefundedMicros)),
        ("open", row => Money(row.OpenMicros)), ("loss", row => Money(row.LossMicros)),
    ];

    [JsonIgnore]
    public bool Holds => Findings.All(finding => finding.Holds);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var line in Summary)
            text.AppendLine(line);
        text.AppendLine();
        Append(text, [.. _columns.Select(column => column.Head)]);
        foreach (var row in Tiers)
            Append(text, [.. _columns.Select(column => column.Cell(row))]);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"calls by what came of them; money in {Currency}. lost: 5xx. cut off: metered, and the answer died with its server.")
                .AppendLine();
        foreach (var finding in Findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"{(finding.Holds ? "holds" : "FAILS")}  {finding.Name}: {finding.Figure}");
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.Report);

    private static void Append(StringBuilder text, string[] cells)
        => text.AppendLine(string.Join(' ', cells.Select((cell, index) => index == 0 ? cell.PadRight(9) : cell.PadLeft(9))));

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Money(long micros) => (micros / 1_000_000m).ToString("#,0.00", CultureInfo.InvariantCulture);
}

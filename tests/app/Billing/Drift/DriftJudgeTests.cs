using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Billing.Drift;
using Platform.Billing.Drift.Counting;
using Platform.Billing.Drift.References;

namespace Platform.Billing.Tests.Drift;

public sealed class DriftJudgeTests
{
    private static readonly Reference _reference = Synthetic.Reference();

    [Theory]
    [InlineData("mean", "age")]
    [InlineData("scale", "balance")]
    [InlineData("category", "job")]
    [InlineData("new category", "job")]
    [InlineData("nulls", "balance")]
    [InlineData("swapped", "age")]
    [InlineData("swapped", "duration")]
    [InlineData("units", "duration")]
    public void Findings_OfADayWithPlantedDrift_AlertItsFeature(string planted, string feature)
    {
        foreach (var (rows, seed) in new[] { (250, 10), (1_000, 11), (20_000, 12) })
        {
            var alerts = Alerts(Judge(Synthetic.Rows(seed, rows).Select((row, i) => Plant(planted, row, i)), []));

            Assert.Contains(feature, alerts);
            Assert.Equal(planted == "swapped" ? ["age", "duration"] : [feature], alerts.Order());
        }
    }

    [Fact]
    public void Findings_OfThirtyDaysWithoutDrift_AlertNothing()
    {
        for (var day = 0; day < 30; day++)
            Assert.Empty(Alerts(Judge(Synthetic.Rows(1000 + day, 500 + (100 * day)), Synthetic.Outputs(2000 + day, 500 + (100 * day)))));
    }

    [Fact]
    public void Findings_OfThousandsOfFeatureDaysWithoutDrift_AlertAtMostOneInAThousand()
    {
        var (featureDays, alerts) = (0, 0);
        for (var day = 0; day < 400; day++)
        {
            // As few as there is a verdict of, and many
            var rows = day % 4 == 0 ? 3_000 : 200 + (day % 7);
            var findings = Judge(Synthetic.Rows(5000 + day, rows), Synthetic.Outputs(9000 + day, rows));
            featureDays += findings.Select(finding => finding.Feature).Distinct().Count();
            alerts += Alerts(findings).Count;
        }

        Assert.Equal(400 * 9, featureDays);
        Assert.InRange(alerts, 0, featureDays / 1000);
    }

    [Fact]
    public void Findings_OfFewRows_AreNoVerdict()
    {
        var findings = Judge(Synthetic.Rows(3, 199).Select((row, i) => Plant("mean", row, i)), Synthetic.Outputs(3, 10));

        Assert.All(findings, finding => Assert.Equal((DriftLevel.None, "rows"), (finding.Level, finding.Statistic)));
        Assert.Equal(199, findings.Single(finding => finding.Feature == "age").N);
    }

    [Fact]
    public void Findings_OfAModelThatIsLessSure_AlertItsConfidence()
    {
        var outputs = Synthetic.Outputs(4, 1_000).Select(row =>
        {
            row["confidence"] = 0.5 + (((double)row["confidence"]! - 0.5) / 4);
            return row;
        });

        var findings = Judge([], outputs);

        Assert.Equal(["output.confidence"], Alerts(findings));
        Assert.Contains(findings, finding => finding is { Statistic: "mean", Level: DriftLevel.Alert, Value: > 0.5 and < 0.6 });
    }

    [Fact]
    public void Findings_OfAColumnWithoutBins_AreNoVerdictForItAlone()
    {
        var document = JsonNode.Parse(Synthetic.Document())!;
        document["features"]!["age"]!.AsObject().Remove("edges");
        document["features"]!["job"]!.AsObject().Remove("shares");
        var reference = ReferenceReader.Read(
            System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), Synthetic.Model, Synthetic.Version);

        var findings = Judge(Synthetic.Rows(5, 500), [], reference);

        Assert.Equal(
            ["age", "job"],
            findings.Where(finding => finding.N >= 500 && finding.Level == DriftLevel.None).Select(finding => finding.Feature));
        Assert.Equal("the reference has no bins", DriftShapes.Of(new ColumnCount(reference.Columns["age"])).Note);
    }

    [Theory]
    [InlineData("", "the reference cannot be read: ")]
    [InlineData("{}", "the reference cannot be read: ")]
    [InlineData("""{"schemaVersion":2,"model":"bank","version":"1","rows":1,"features":{}}""", "the reference is of schema 2; expected 1")]
    [InlineData(
        """{"schemaVersion":1,"model":"iris","version":"1","rows":1,"features":{}}""", "the reference is of iris 1; expected bank 1")]
    [InlineData("""{"schemaVersion":1,"model":"bank","version":"1","rows":0,"features":{}}""", "the reference is of no rows")]
    [InlineData(
        """{"schemaVersion":1,"model":"bank","version":"1","rows":1,"features":{"a":{"kind":"image"}}}""",
        "the reference has a column of kind 'image'; expected number or category")]
    public void Read_NoReference_IsRefused(string document, string message) => Assert.StartsWith(
        message,
        Assert.Throws<InvalidDataException>(
            () => ReferenceReader.Read(System.Text.Encoding.UTF8.GetBytes(document), "bank", "1")).Message, StringComparison.Ordinal);

    [Fact]
    public void Words_OfADriftedColumn_NameThePartsThatDifferMost()
    {
        var (expected, seen) = new DriftShape(
            ["a", "b", "c", "d", "e"], [500_000, 300_000, 100_000, 50_000, 50_000], [100_000, 300_000, 500_000, 50_000, 51_000]).Words();

        Assert.Equal(("a: 50%, b: 30%, c: 10%, e: 5%", "a: 10%, b: 30%, c: 50%, e: 5.1%"), (expected, seen));
    }

    private static JsonObject Plant(string what, JsonObject row, int i)
    {
        switch (what)
        {
            case "mean":
                row["age"] = Math.Min(95, (double)row["age"]! + 12);
                break;
            case "scale":
                row["balance"] = row["balance"] is { } balance ? 600 + (((double)balance - 600) * 0.35) : null;
                break;
            case "category":
                row["job"] = i % 3 == 0 ? "student" : (string)row["job"]!;
                break;
            case "new category":
                row["job"] = i % 8 == 0 ? "influencer" : (string)row["job"]!;
                break;
            case "nulls":
                row["balance"] = i % 5 == 0 ? null : row["balance"]?.DeepClone();
                break;
            case "swapped":
                (row["age"], row["duration"]) = ((double)row["duration"]!, (double)row["age"]!);
                break;
            case "units":
                row["duration"] = (double)row["duration"]! * 60;
                break;
        }

        return row;
    }

    private static List<DriftFinding> Judge(IEnumerable<JsonObject> inputs, IEnumerable<JsonObject> outputs, Reference? reference = null)
    {
        var day = new VersionDay(Synthetic.Model, Synthetic.Version, new DateOnly(2026, 11, 26), reference ?? _reference);
        foreach (var row in inputs)
            day.AddInputs(Element(row));
        foreach (var row in outputs)
            day.AddOutputs(Element(row));
        return [.. new DriftJudge(day).Findings];
    }

    private static JsonElement Element(JsonObject row)
    {
        using var document = JsonDocument.Parse(row.ToJsonString());
        return document.RootElement.Clone();
    }

    private static List<string> Alerts(IEnumerable<DriftFinding> findings)
        => [.. findings.Where(finding => finding.Level == DriftLevel.Alert).Select(finding => finding.Feature).Distinct()];
}

using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Drift;
using Platform.Billing.Telemetry;
using Platform.Billing.Tests.Consent;

namespace Platform.Billing.Tests.Drift;

/// <summary>From the files that servers leave to what operators are told, a day later.</summary>
[Collection(PostgresCollection.Name)]
public sealed class DriftWorkTests(PostgresServer postgres)
{
    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_TheDayAfterAFeatureDrifted_SaysSoWithBothDistributions(string kind)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        var day = Day(collection);
        Collect(collection, day, "model_inputs", Synthetic.Rows(20, 600).Select(row => Shifted(row, "age", 14)));
        Collect(collection, day, "model_outputs", Synthetic.Outputs(20, 600));
        Collect(collection, day, "reference", Synthetic.Document());

        await RunAsync(collection);
        Assert.Equal(
            0,
            await collection.CountAsync(
                $"SELECT COUNT(*) FROM drift_day WHERE day = '{DriftStore.Text(DateOnly.FromDateTime(day.UtcDateTime))}'"));
        await NextDayAsync(collection);
        await RunAsync(collection);

        Assert.Equal(
            "age",
            await TextAsync(
                collection,
                "SELECT MIN(feature) || CASE WHEN MIN(feature) = MAX(feature) THEN '' ELSE '…' END FROM drift WHERE level = 'alert'"));
        Assert.Equal(600, await collection.CountAsync("SELECT n FROM drift WHERE feature = 'age' AND statistic = 'psi'"));
        var gauges = await GaugesAsync(collection);
        var alert = Assert.Single(gauges, gauge => gauge.Name == "billing.drift.alert");
        Assert.Equal(
            ["model=bank", "version=1", "feature=age", "statistic=psi"], alert.More.Take(4).Select(label => $"{label.Key}={label.Value}"));
        Assert.Matches("^≤ [0-9.]+: 1[0-2](.[0-9])?%, ", alert.More[4].Value);
        Assert.Matches("^≤ [0-9.]+: [0-4](.[0-9])?%, ", alert.More[5].Value);
        Assert.Equal(2, gauges.Single(gauge => gauge.Name == "billing.drift.level" && gauge.More[2].Value == "age").Value);
        Assert.Equal(0, gauges.Single(gauge => gauge.Name == "billing.drift.level" && gauge.More[2].Value == "job").Value);
    }

    [Fact]
    public async Task Run_ADayThatWasMissed_IsMadeUpForOnce()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        Collect(collection, Day(collection), "model_inputs", Synthetic.Rows(21, 300));
        Collect(collection, Day(collection), "reference", Synthetic.Document());
        for (var i = 0; i < 3; i++)
            await NextDayAsync(collection);

        await RunAsync(collection);
        var rows = await collection.CountAsync("SELECT COUNT(*) FROM drift");
        await RunAsync(collection);

        Assert.Equal(7, await collection.CountAsync("SELECT COUNT(*) FROM drift_day"));
        Assert.InRange(rows, 20, 100);
        Assert.Equal(rows, await collection.CountAsync("SELECT COUNT(*) FROM drift"));
    }

    [Theory]
    [InlineData(null, "the model has no reference.json")]
    [InlineData("{", "the reference cannot be read: ")]
    public async Task Run_WithoutAReference_ComparesNothingAndSaysWhy(string? reference, string note)
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        Collect(collection, Day(collection), "model_inputs", Synthetic.Rows(22, 300));
        if (reference is not null)
            Collect(collection, Day(collection), "reference", reference);
        await NextDayAsync(collection);

        await RunAsync(collection);

        Assert.Equal("reference none", await TextAsync(collection, "SELECT statistic || ' ' || level FROM drift"));
        Assert.Contains(note, await TextAsync(collection, "SELECT shape FROM drift_shape"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfRecordsForTraining_LooksAtNone()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        collection.Collect("training", "sub-1", Day(collection), "x");
        await NextDayAsync(collection);

        await RunAsync(collection);

        Assert.Equal(0, await collection.CountAsync("SELECT COUNT(*) FROM drift"));
    }

    [Fact]
    public async Task Run_WhereLabelsCameBack_SaysHowOftenTheModelWasRightAndWhenItIsNotAnyMore()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await AnswerAsync(collection, right: 90, wrong: 10);
        await AnswerAsync(collection, right: 60, wrong: 40);

        Assert.Equal(
            ["9 100 none", "6 100 alert"],
            await TextsAsync(
                collection,
                "SELECT CAST(value_e12 / 100000000000 AS BIGINT) || ' ' || n || ' ' || level FROM drift WHERE statistic = 'accuracy' "
                + "ORDER BY day"));
        Assert.Equal(2, await collection.CountAsync("SELECT COUNT(*) FROM drift WHERE statistic = 'unmatched' AND n = 1"));
    }

    // A model may call its label as it likes, and a caller may think again
    [Fact]
    public async Task Run_OfALabelOfAnotherName_AndAThumbThatTurned_CountsTheLastWord()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        var day = Day(collection);
        Collect(collection, day, "reference", Synthetic.Document());
        CollectLines(
            collection, day, "model_outputs",
            Enumerable.Range(0, 50).Select(i => Event($"{i}", new JsonObject { ["sentiment"] = "positive", ["score"] = 0.9 })));
        CollectLines(
            collection, day, "model_feedback",
            [
                .. Enumerable.Range(0, 50).Select(i => Said(i, new JsonObject { ["label"] = i < 40 ? "positive" : "negative" })),
                .. Enumerable.Range(0, 50).Select(i => Said(i, new JsonObject { ["thumb"] = "up" })),
                .. Enumerable.Range(0, 10).Select(i => Said(i, new JsonObject { ["thumb"] = "down" })),
            ]);
        await NextDayAsync(collection);

        await RunAsync(collection);

        Assert.Equal(
            ["accuracy 8 50", "thumbs 8 50"],
            await TextsAsync(
                collection,
                "SELECT statistic || ' ' || CAST(value_e12 / 100000000000 AS BIGINT) || ' ' || n FROM drift "
                + "WHERE statistic IN ('accuracy', 'thumbs') ORDER BY statistic"));

        JsonObject Said(int call, JsonObject row)
        {
            var line = Event($"{call}", row);
            line["calltime"] = day.ToString("yyyy-MM-dd'T'HH:mm:'00Z'", CultureInfo.InvariantCulture);
            return line;
        }
    }

    /// <summary>Labels of the day's calls, and one of a call that nobody knows.</summary>
    private static async Task AnswerAsync(Collection collection, int right, int wrong)
    {
        var day = Day(collection);
        Collect(collection, day, "reference", Synthetic.Document());
        var calls = Enumerable.Range(0, right + wrong).ToList();
        CollectLines(collection, day, "model_outputs", calls.Select(i => Event($"{day:dd}-{i}", new JsonObject { ["label"] = "yes" })));
        CollectLines(collection, day, "model_feedback", calls.Append(-1).Select(i =>
        {
            var said = Event($"{day:dd}-{i}", new JsonObject { ["label"] = i < right ? "yes" : "no" });
            said["calltime"] = day.ToString("yyyy-MM-dd'T'HH:mm:'00Z'", CultureInfo.InvariantCulture);
            return said;
        }));
        await NextDayAsync(collection);
        await RunAsync(collection);
    }

    private static DateTimeOffset Day(Collection collection) => collection.Store.Time.GetUtcNow();

    private static Task NextDayAsync(Collection collection) => collection.PassAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(40));

    private static Task RunAsync(Collection collection)
        => new DriftWork(
            (collection.Store.Database, collection.Store.Lease), collection.Records, collection.Store.Time,
            NullLogger<DriftWork>.Instance).RunAsync(default);

    private static async Task<IReadOnlyList<Gauge>> GaugesAsync(Collection collection)
    {
        await using var connection = await collection.Store.Database.OpenAsync(default);
        return await DriftGauges.ReadAsync(connection, collection.Store.Time.GetUtcNow());
    }

    private static void Collect(Collection collection, DateTimeOffset at, string kind, IEnumerable<JsonObject> rows)
        => CollectLines(collection, at, kind, rows.Select((row, i) => Event($"{i}", row)));

    private static void CollectLines(Collection collection, DateTimeOffset at, string kind, IEnumerable<JsonObject> lines)
        => Write(
            collection, at, kind, $"{collection.Pseudonyms.Of("sub-1", at.Year)}-pod-1.jsonl",
            string.Concat(lines.Select(line => $"{line.ToJsonString()}\n")) + "{\"half of a li");

    private static void Collect(Collection collection, DateTimeOffset at, string kind, string document)
        => Write(collection, at, kind, "reference-abc.json", document);

    private static void Write(Collection collection, DateTimeOffset at, string kind, string file, string content)
    {
        var path = Path.Combine(
            collection.RecordsFolder, FormattableString.Invariant($"monitoring/bank/1/{kind}/{at:yyyy'/'MM'/'dd'/'HH}/{file}"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static JsonObject Event(string call, JsonObject row)
        => new() { ["specversion"] = "1.0", ["data"] = new JsonArray(row), ["correlationid"] = call };

    private static JsonObject Shifted(JsonObject row, string feature, double by)
    {
        row[feature] = (double)row[feature]! + by;
        return row;
    }

    private static async Task<string> TextAsync(Collection collection, string sql) => (await TextsAsync(collection, sql)).Single();

    private static async Task<IReadOnlyList<string>> TextsAsync(Collection collection, string sql)
    {
        await using var connection = await collection.Store.Database.OpenAsync(default);
        return [.. await connection.QueryAsync<string>(sql)];
    }
}

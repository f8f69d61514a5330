using System.Text.Json.Nodes;
using Platform.Billing.Drift.References;

namespace Platform.Billing.Tests.Drift;

// Begun with a seed, it gives the same rows in every run
#pragma warning disable RS0030

/// <summary>A model with numbers and texts whose customers are made up, by a seed; and its reference, of other ones.</summary>
internal static class Synthetic
{
    public const string Model = "bank", Version = "1";

    private const int Trained = 12_000;
    private const int Parts = 10;

    private static readonly (string Value, double Share)[] _jobs = [
        ("admin", .3), ("retired", .15), ("student", .1), ("technician", .25), ("services", .12), ("unemployed", .05), ("unknown", .03),
    ];
    private static readonly (string Value, double Share)[] _housing = [("no", .44), ("yes", .56)];

    public static JsonObject Row(Random random)
    {
        var row = new JsonObject
        {
            ["age"] = Math.Clamp(Math.Round(41 + (11 * Normal(random))), 18, 95),
            ["balance"] = Math.Round(Math.Exp(6.3 + (1.3 * Normal(random))) - 250, 2),
            ["duration"] = Math.Round(-200 * Math.Log(1 - random.NextDouble())),
            ["campaign"] = 1 + Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(0.62)),
            ["job"] = Pick(random, _jobs),
            ["housing"] = Pick(random, _housing),
        };
        if (random.NextDouble() < 0.02)
            row["balance"] = null;
        return row;
    }

    public static JsonObject Output(Random random)
    {
        var yes = random.NextDouble();
        return new JsonObject
        {
            ["label"] = yes > 0.7 ? "yes" : "no", ["probabilities.yes"] = yes, ["confidence"] = Math.Max(yes, 1 - yes),
        };
    }

    public static IEnumerable<JsonObject> Rows(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => Row(random));
    }

    public static IEnumerable<JsonObject> Outputs(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => Output(random));
    }

    /// <summary>As the training scripts write it.</summary>
    public static string Document()
    {
        var (inputs, outputs) = (Rows(1, Trained).ToList(), Outputs(2, Trained).ToList());
        var confidence = Numbers(outputs, "confidence");
        confidence["mean"] = outputs.Average(row => (double)row["confidence"]!);
        return new JsonObject
        {
            ["schemaVersion"] = 1, ["model"] = Model, ["version"] = Version, ["rows"] = Trained,
            ["features"] = new JsonObject
            {
                ["age"] = Numbers(inputs, "age"), ["balance"] = Numbers(inputs, "balance"), ["duration"] = Numbers(inputs, "duration"),
                ["campaign"] = Numbers(inputs, "campaign"),
                ["job"] = Texts(inputs, "job"), ["housing"] = Texts(inputs, "housing"),
            },
            ["outputs"] = new JsonObject
            {
                ["label"] = Texts(outputs, "label"), ["probabilities.yes"] = Numbers(outputs, "probabilities.yes"),
            },
            ["confidence"] = confidence,
        }.ToJsonString();
    }

    public static Reference Reference() => ReferenceReader.Read(System.Text.Encoding.UTF8.GetBytes(Document()), Model, Version);

    private static JsonObject Numbers(List<JsonObject> rows, string name)
    {
        double[] known = [.. rows.Where(row => row[name] is not null).Select(row => (double)row[name]!).Order()];
        double[] distinct = [.. known.Distinct()];
        // Between two values that occur; where many rows have one, the next edge is after the next value
        var edges = new List<double>();
        for (var part = 1; part < Parts; part++)
        {
            var at = Math.Max(
                Array.BinarySearch(distinct, known[part * known.Length / Parts]),
                edges.Count > 0 ? Array.FindIndex(distinct, value => value > edges[^1]) : 0);
            edges.Add(at + 1 < distinct.Length ? (distinct[at] + distinct[at + 1]) / 2 : distinct[^1] + edges.Count + 1);
        }

        var counts = new long[Parts];
        foreach (var value in known)
            counts[edges.Count(edge => edge < value)]++;
        return new JsonObject
        {
            ["kind"] = "number", ["edges"] = new JsonArray([.. edges.Select(edge => JsonValue.Create(edge))]),
            ["shares"] = new JsonArray([.. counts.Select(count => JsonValue.Create((double)count / known.Length))]),
            ["min"] = known[0], ["max"] = known[^1], ["nulls"] = 1 - ((double)known.Length / rows.Count),
        };
    }

    private static JsonObject Texts(List<JsonObject> rows, string name) => new()
    {
        ["kind"] = "category",
        ["shares"] = new JsonObject(rows.GroupBy(row => (string)row[name]!)
            .Select(same => KeyValuePair.Create(same.Key, (JsonNode?)JsonValue.Create((double)same.Count() / rows.Count)))),
        ["nulls"] = 0,
    };

    private static string Pick(Random random, (string Value, double Share)[] values)
    {
        var left = random.NextDouble();
        foreach (var (value, share) in values)
            if ((left -= share) < 0)
                return value;
        return values[^1].Value;
    }

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

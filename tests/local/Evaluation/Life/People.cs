using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Tests.Life;

/// <summary>
/// Whom the bank calls today: as those that its model was trained on, column by column, except that calls last longer and other things
/// decide.
/// </summary>
/// <param name="reference">The model's reference.json.</param>
/// <param name="seed">The same people for the same one.</param>
internal sealed class People(JsonNode reference, int seed)
{
    private const int Parts = 1_000_000;

    /// <summary>Of the model's features, whole numbers.</summary>
    private static readonly HashSet<string> _whole = ["age", "duration", "campaign"];

    private readonly Draws _draws = new(seed);

    /// <summary>By how many seconds.</summary>
    public const int LongerCalls = 400;

    public JsonObject Next()
    {
        var row = new JsonObject(reference["features"]!.AsObject().Select(feature => KeyValuePair.Create(feature.Key, (JsonNode?)(
            (string?)feature.Value!["kind"] == "category"
                ? JsonValue.Create(Category(feature.Value))
                : Number(feature.Value, _whole.Contains(feature.Key))))));
        row["duration"] = (long)row["duration"]! + LongerCalls;
        return row;
    }

    /// <summary>What each does: whoever owns a house says yes now, and whoever does not, no; mostly.</summary>
    public string TruthOf(JsonObject row) => ((string)row["housing"]! == "yes") == Share() < 0.9 ? "yes" : "no";

    private string Category(JsonNode column)
    {
        var left = Share();
        var shares = column["shares"]!.AsObject();
        return shares.FirstOrDefault(share => (left -= (double)share.Value!) < 0).Key ?? shares.First().Key;
    }

    /// <summary>From a decile by its share, and from anywhere within.</summary>
    private JsonValue Number(JsonNode column, bool isWhole)
    {
        double[] edges = [(double)column["min"]!, .. column["edges"]!.AsArray().Select(edge => (double)edge!), (double)column["max"]!];
        var (left, part) = (Share(), 0);
        while (part < edges.Length - 2 && (left -= (double)column["shares"]![part]!) >= 0)
            part++;
        if (!isWhole)
            return JsonValue.Create(Math.Round(edges[part] + (edges[part + 1] - edges[part]) * Share(), 2));
        var (first, last) = ((long)Math.Ceiling(edges[part]), (long)Math.Floor(edges[part + 1]));
        return JsonValue.Create(first + _draws.Next((int)Math.Max(1, last - first + 1)));
    }

    private double Share() => _draws.Next(Parts) / (double)Parts;

    /// <summary>As the scripts and the comparison read them, with what is true.</summary>
    public static string ToCsv(IReadOnlyList<(JsonObject Row, string Truth)> people) => string.Concat(
        people.Select(person => string.Join(
            ',',
            person.Row.Select(cell => Convert.ToString(cell.Value!.AsValue().GetValue<object>(), CultureInfo.InvariantCulture))
                .Append(person.Truth)) + "\n")
            .Prepend(string.Join(',', people[0].Row.Select(cell => cell.Key).Append("label")) + "\n"));
}

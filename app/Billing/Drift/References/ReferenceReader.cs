using System.Text.Json;

namespace Platform.Billing.Drift.References;

/// <summary>Reads a reference. What is missing of one column is that column's fault; what makes it no reference is refused.</summary>
internal static class ReferenceReader
{
    /// <summary>By which shares may miss 1, as they are rounded.</summary>
    private const double Rounding = 0.01;

    /// <exception cref="InvalidDataException">It is no reference, or another model's.</exception>
    public static Reference Read(ReadOnlyMemory<byte> document, string model, string version)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var root = json.RootElement;
            if (root.GetProperty("schemaVersion").GetInt32() is not 1 and var schema)
                throw new InvalidDataException($"the reference is of schema {schema}; expected 1");
            if (root.GetProperty("model").GetString() is var of && of != model || root.GetProperty("version").GetString() != version)
                throw new InvalidDataException(
                    $"the reference is of {of} {root.GetProperty("version").GetString()}; expected {model} {version}");
            var columns = new Dictionary<string, ReferenceColumn>(StringComparer.Ordinal);
            foreach (var feature in root.GetProperty("features").EnumerateObject())
                columns[feature.Name] = Column(feature.Value);
            foreach (var output in root.TryGetProperty("outputs", out var outputs) ? outputs.EnumerateObject() : [])
                columns[Reference.OutputPrefix + output.Name] = Column(output.Value);
            double? mean = null;
            if (root.TryGetProperty("confidence", out var confidence))
            {
                columns[Reference.ConfidenceName] = Number(confidence);
                mean = confidence.TryGetProperty("mean", out var given) ? given.GetDouble() : null;
            }

            return root.GetProperty("rows").GetInt64() is > 0 and var rows
                ? new Reference(rows, columns, mean)
                : throw new InvalidDataException("the reference is of no rows");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new InvalidDataException($"the reference cannot be read: {exception.Message}", exception);
        }
    }

    private static ReferenceColumn Column(JsonElement column) => column.GetProperty("kind").GetString() switch
    {
        "number" => Number(column),
        "category" => Category(column),
        var other => throw new InvalidDataException($"the reference has a column of kind '{other}'; expected number or category"),
    };

    private static ReferenceColumn Number(JsonElement column)
    {
        var edges = Numbers(column, "edges");
        var shares = Numbers(column, "shares");
        var fit = edges.Length > 0 && shares.Length == edges.Length + 1 && AddUp(shares)
            && edges.Zip(edges.Skip(1)).All(pair => pair.First <= pair.Second);
        (double, double)? range = column.TryGetProperty("min", out var least) && column.TryGetProperty("max", out var most)
            ? (least.GetDouble(), most.GetDouble())
            : null;
        return new ReferenceColumn(edges, null, fit ? shares : [], range, Nulls(column));
    }

    private static ReferenceColumn Category(JsonElement column)
    {
        var shares = column.TryGetProperty("shares", out var given)
            ? given.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetDouble())
            : [];
        return new ReferenceColumn(null, [.. shares.Keys], AddUp([.. shares.Values]) ? [.. shares.Values] : [], null, Nulls(column));
    }

    private static bool AddUp(double[] shares) => shares.All(share => share >= 0) && Math.Abs(shares.Sum() - 1) < Rounding;

    private static double Nulls(JsonElement column) => column.TryGetProperty("nulls", out var nulls) ? nulls.GetDouble() : 0;

    private static double[] Numbers(JsonElement column, string name)
        => column.TryGetProperty(name, out var given) ? [.. given.EnumerateArray().Select(one => one.GetDouble())] : [];
}

using System.Text.Json;
using Platform.Billing.Drift.References;

namespace Platform.Billing.Drift.Counting;

/// <summary>How a day's values of one column fall into the parts of its reference.</summary>
internal sealed class ColumnCount(ReferenceColumn reference)
{
    private readonly long[] _parts = new long[reference.Shares.Length];
    private readonly Dictionary<string, int> _places = reference.Values?.Select((value, place) => (value, place))
        .ToDictionary(one => one.value, one => one.place) ?? [];
    private double _sum;

    public ReferenceColumn Reference => reference;

    /// <summary>Values in each part or text of the reference.</summary>
    public IReadOnlyList<long> Parts => _parts;

    /// <summary>Rows, with those that have none.</summary>
    public long Rows { get; private set; }

    public long Nulls { get; private set; }

    /// <summary>Numbers beyond the reference's range, and texts that it does not have.</summary>
    public long Outside { get; private set; }

    /// <summary>Of numbers.</summary>
    public double Mean => Rows == Nulls ? double.NaN : _sum / (Rows - Nulls);

    /// <param name="value">Null where the row has none; of another kind than the reference's, it is none either.</param>
    public void Add(JsonElement? value)
    {
        Rows++;
        if (value is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object) } given)
            Nulls++;
        else if (!reference.IsNumber)
            AddText(given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText());
        else if (given.ValueKind == JsonValueKind.Number)
            AddNumber(given.GetDouble());
        else
            Nulls++;
    }

    public void AddNumber(double number)
    {
        _sum += number;
        if (reference.Range is { } range && (number < range.Least || number > range.Most))
            Outside++;
        var place = Array.BinarySearch(reference.Edges!, number);
        var part = place >= 0 ? First(place) : ~place;
        if (part < _parts.Length)
            _parts[part]++;
    }

    /// <summary>Another row, of which the number is known.</summary>
    public void AddRow(double number)
    {
        Rows++;
        AddNumber(number);
    }

    private void AddText(string text)
    {
        if (_places.TryGetValue(text, out var place) && place < _parts.Length)
            _parts[place]++;
        else
            Outside++;
    }

    /// <summary>Of edges that are the same.</summary>
    private int First(int place)
    {
        while (place > 0 && reference.Edges![place - 1] == reference.Edges[place])
            place--;
        return place;
    }
}

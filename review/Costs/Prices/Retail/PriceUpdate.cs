using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>
/// Brings a file of the table up to date, line by line, so that what is said besides stays. A group of which one answer of the list has
/// all gets its day and its source; in another, each price that the list has does.
/// </summary>
internal sealed partial class PriceUpdate(RetailList list, DateOnly today)
{
    private readonly Dictionary<(string, string), IReadOnlyList<RetailItem>> _answers = [];
    private readonly List<PriceChange> _changes = [];

    /// <summary>What was found, in the order of the files.</summary>
    public IReadOnlyList<PriceChange> Changes => _changes;

    /// <returns>The file's text with the prices of today.</returns>
    /// <exception cref="ReviewException">The list did not answer wholly.</exception>
    public async Task<string> ApplyAsync(string yaml, string source, CancellationToken cancellationToken)
    {
        var file = PriceTable.Read(yaml, source);
        var groups = (file.Prices ?? []).ToArray();
        List<string> lines = [.. yaml.ReplaceLineEndings("\n").Split('\n')];
        int[] starts = [.. lines.Index().Where(line => GroupStart().IsMatch(line.Item)).Select(line => line.Index)];
        var answers = new List<Dictionary<PriceFile.Entry, Answer>>();
        foreach (var group in groups)
            answers.Add(await AnsweredAsync(group, cancellationToken));
        _changes.AddRange((file.ExchangeRates ?? []).Select(rate => new PriceChange(
            $"Exchange rate of {rate.Currency}", rate.Value, null,
            Why: $"Azure's list is in dollars: bring it up to date by hand, from {rate.Source}")));
        // From the last on, so that the lines before keep their places
        for (var i = groups.Length - 1; i >= 0; i--)
            Rewrite(lines, starts[i], i + 1 < starts.Length ? starts[i + 1] : lines.Count, groups[i], answers[i]);
        return string.Join('\n', lines);
    }

    private async Task<Dictionary<PriceFile.Entry, Answer>> AnsweredAsync(PriceFile.Group group, CancellationToken cancellationToken)
    {
        var found = new Dictionary<PriceFile.Entry, Answer>(ReferenceEqualityComparer.Instance);
        foreach (var entry in group.Entries)
        {
            var answer = RetailMeters.Of(group.Service, group.Region, entry) is { } meter
                ? await AskAsync(meter, entry.Unit, cancellationToken)
                : new("", "", null, $"Azure's list is not asked for it: bring it up to date by hand{Aside(entry.Note)}");
            var name = string.Join(' ', new[] { group.Service, entry.Sku }.Where(part => part.Length > 0));
            _changes.Add(new(
                $"{name}, {entry.Meter}, {group.Region}", entry.First, answer.Price?.Steps[0].Price, answer.Elsewhere(entry), answer.Why));
            if (answer.Price is not null)
                found[entry] = answer;
        }

        return found;
    }

    private static string Aside(string? note) => note is null ? "" : $" ({note})";

    private async Task<Answer> AskAsync(RetailMeter meter, string unit, CancellationToken cancellationToken)
    {
        foreach (var place in meter.Places)
        {
            if (meter.In(await ItemsAsync(meter.Service, place, cancellationToken), unit) is not { } price)
                continue;
            return price.IsOne
                ? new(RetailList.Query(meter.Service, place), place, price, null)
                : new("", place, null, $"Azure's list has several such prices, {PriceLine.Text(price.Steps)}; it keeps its day");
        }

        return new("", "", null, "Azure's list has no such price; it keeps its day");
    }

    private async Task<IReadOnlyList<RetailItem>> ItemsAsync(string service, string region, CancellationToken cancellationToken)
        => _answers.TryGetValue((service, region), out var known)
            ? known
            : _answers[(service, region)] = await list.ReadAsync(service, region, cancellationToken);

    private void Rewrite(List<string> lines, int start, int end, PriceFile.Group group, Dictionary<PriceFile.Entry, Answer> found)
    {
        var isWhole = group.Entries.All(found.ContainsKey) && found.Values.DistinctBy(answer => answer.Query).Count() == 1;
        int[] entries = [.. Enumerable.Range(start, end - start).Where(line => EntryStart().IsMatch(lines[line]))];
        foreach (var (index, entry) in group.Entries.Index())
        {
            if (found.TryGetValue(entry, out var answer))
                lines[entries[index]] = PriceLine.Of(isWhole ? Updated(entry, answer) : Apart(group, entry, answer));
        }

        if (!isWhole)
            return;
        var whole = found.Values.First();
        Replace(lines, start, "date", string.Create(CultureInfo.InvariantCulture, $"{today:yyyy-MM-dd}"));
        Replace(lines, start, "source", whole.Query);
        if (group.Basis is not null)
            Replace(lines, start, "basis", whole.BasisIn(group.Region));
        else if (whole.BasisIn(group.Region) is { } basis)
            lines.Insert(Line(lines, start, "entries"), $"    basis: {basis}");
    }

    // In place of the group's, which is of another figure
    private static string? Other(PriceFile.Group group) => group.Basis is null ? null : "as Azure's list has it";

    private PriceFile.Entry Apart(PriceFile.Group group, PriceFile.Entry entry, Answer answer) => Updated(entry, answer) with
    {
        Date = today,
        Source = answer.Query,
        Basis = answer.BasisIn(group.Region) ?? Other(group),
    };

    private static PriceFile.Entry Updated(PriceFile.Entry entry, Answer answer) => entry with
    {
        Price = answer.Price!.Steps is [var only] ? only.Price : null,
        Steps = answer.Price.Steps is [_] ? null : answer.Price.Steps,
        Free = answer.Price.Free ?? entry.Free,
        Date = null,
        Source = null,
        Basis = null,
        // A note of a price that there was none of says why, which is over
        Note = entry.First is null ? null : entry.Note,
    };

    private static void Replace(List<string> lines, int start, string key, string? value)
    {
        var from = Line(lines, start, key);
        var last = lines.FindIndex(from + 1, line => !line.StartsWith("      ", StringComparison.Ordinal));
        lines.RemoveRange(from, last - from);
        if (value is not null)
            lines.Insert(from, $"    {key}: {value}");
    }

    private static int Line(List<string> lines, int start, string key)
        => lines.FindIndex(start, line => line.StartsWith($"    {key}:", StringComparison.Ordinal));

    [GeneratedRegex(@"\A  - service: ")]
    private static partial Regex GroupStart();

    [GeneratedRegex(@"\A      - \{ ")]
    private static partial Regex EntryStart();

    /// <param name="Query">What was asked.</param>
    private sealed record Answer(string Query, string Place, RetailPrice? Price, string? Why)
    {
        public string? BasisIn(string region)
            => region == Prices.Price.Everywhere && Place == RetailMeters.UsEast ? "of US East, taken for every region" : null;

        /// <summary>What differs beyond the first unit.</summary>
        public string? Elsewhere(PriceFile.Entry entry)
        {
            if (Price is null)
                return null;
            var (steps, free) = (entry.Steps ?? [new(0, entry.Price ?? 0)], Price.Free ?? entry.Free);
            return steps.Skip(1).SequenceEqual(Price.Steps.Skip(1)) && free == entry.Free
                ? null
                : $"{(free > 0 ? $"{PriceLine.Text(free)} free, then " : "")}{PriceLine.Text(Price.Steps)}";
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>
/// Brings a file of the table up to date, line by line, so that what is said besides stays. A group that the list knows all of
/// gets its day and the query for its source; in another, each price that the list knows has a day of its own.
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
        var groups = (PriceTable.Read(yaml, source).Prices ?? []).ToArray();
        List<string> lines = [.. yaml.ReplaceLineEndings("\n").Split('\n')];
        int[] starts = [.. lines.Index().Where(line => GroupStart().IsMatch(line.Item)).Select(line => line.Index)];
        var answers = new List<Dictionary<PriceFile.Entry, IReadOnlyList<PriceStep>>?>();
        foreach (var group in groups)
            answers.Add(await AnsweredAsync(group, cancellationToken));
        // From the last on, so that the lines before keep their places
        for (var i = groups.Length - 1; i >= 0; i--)
        {
            if (answers[i] is { } found)
                Rewrite(lines, starts[i], i + 1 < starts.Length ? starts[i + 1] : lines.Count, groups[i], found);
        }
        return string.Join('\n', lines);
    }

    private async Task<Dictionary<PriceFile.Entry, IReadOnlyList<PriceStep>>?> AnsweredAsync(
        PriceFile.Group group, CancellationToken cancellationToken)
    {
        var asked = group.Entries.Select(entry => (Entry: entry, Meter: RetailMeter.Of(group.Service, entry)))
            .Where(each => each.Meter is not null).ToArray();
        if (asked is [] || group.Region == Price.Everywhere)
            return null;
        var found = new Dictionary<PriceFile.Entry, IReadOnlyList<PriceStep>>(ReferenceEqualityComparer.Instance);
        foreach (var (entry, meter) in asked)
        {
            var steps = meter!.In(await ItemsAsync(meter.Service, group.Region, cancellationToken));
            _changes.Add(new(
                $"{group.Service} {entry.Sku}, {entry.Meter}, {group.Region}", entry.Steps?[0].Price ?? entry.Price,
                steps is [] ? null : steps[0].Price));
            if (steps is not [])
                found[entry] = steps;
        }
        return found;
    }

    private async Task<IReadOnlyList<RetailItem>> ItemsAsync(string service, string region, CancellationToken cancellationToken)
        => _answers.TryGetValue((service, region), out var known)
            ? known
            : _answers[(service, region)] = await list.ReadAsync(service, region, cancellationToken);

    private void Rewrite(
        List<string> lines, int start, int end, PriceFile.Group group, Dictionary<PriceFile.Entry, IReadOnlyList<PriceStep>> found)
    {
        var isWhole = group.Entries.All(found.ContainsKey);
        int[] entries = [.. Enumerable.Range(start, end - start).Where(line => EntryStart().IsMatch(lines[line]))];
        foreach (var (index, entry) in group.Entries.Index())
        {
            if (found.TryGetValue(entry, out var steps))
                lines[entries[index]] = Line(entry, steps, isWhole ? null : today);
        }
        if (!isWhole)
            return;
        var date = lines.FindIndex(start, line => line.StartsWith("    date: ", StringComparison.Ordinal));
        lines[date] = string.Create(CultureInfo.InvariantCulture, $"    date: {today:yyyy-MM-dd}");
        var from = lines.FindIndex(start, line => line.StartsWith("    source: ", StringComparison.Ordinal));
        var last = lines.FindIndex(from + 1, line => !line.StartsWith("      ", StringComparison.Ordinal));
        lines.RemoveRange(from, last - from);
        lines.Insert(from, $"    source: {RetailList.Query(RetailMeter.Of(group.Service, group.Entries[0])!.Service, group.Region)}");
    }

    private static string Line(PriceFile.Entry entry, IReadOnlyList<PriceStep> steps, DateOnly? date)
    {
        string[] parts =
        [
            $"sku: {Quoted(entry.Sku)}", $"meter: {Quoted(entry.Meter)}", $"unit: {Quoted(entry.Unit)}",
            steps is [var only] ? $"price: {Text(only.Price)}"
                : $"steps: [{string.Join(", ", steps.Select(step => $"{{ from: {Text(step.From)}, price: {Text(step.Price)} }}"))}]",
            .. entry.Free > 0 ? [$"free: {Text(entry.Free)}"] : Array.Empty<string>(),
            .. date is { } day ? [string.Create(CultureInfo.InvariantCulture, $"date: {day:yyyy-MM-dd}")] : Array.Empty<string>(),
            // A note of a price that there was none of says why, which is over
            .. entry.Note is { } note && (entry.Price ?? entry.Steps?[0].Price) is not null
                ? [$"note: {JsonSerializer.Serialize(note)}"]
                : Array.Empty<string>(),
        ];
        return $"      - {{ {string.Join(", ", parts)} }}";
    }

    private static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => Plain().IsMatch(text) ? text : JsonSerializer.Serialize(text);

    [GeneratedRegex(@"\A  - service: ")]
    private static partial Regex GroupStart();

    [GeneratedRegex(@"\A      - \{ ")]
    private static partial Regex EntryStart();

    [GeneratedRegex(@"\A[A-Za-z][\w ]*\z")]
    private static partial Regex Plain();
}

using System.CommandLine;
using System.Globalization;
using Platform.Review.Costs.Prices.Retail;
using Platform.Review.Report.Costs;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>prices</c>: brings the table of list prices up to date from Azure's own list, and says what changed.</summary>
internal static class PricesCommand
{
    private const string Folder = "review/Costs/Prices";

    /// <param name="network">Where Azure's list is reached.</param>
    public static Command Create(Func<HttpMessageHandler> network)
    {
        var update = Options.Switch("--update", $"ask the list, and write what it says to {Folder}");
        var root = RootOption.Create();
        var command = Verb.Prices.ToCommand(update, root);
        command.Require(result => result.GetValue(update) ? null : "prices wants --update");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Path.Combine(parsed.Read(root).Root, Folder);
            using var client = new HttpClient(network());
            var prices = new PriceUpdate(new RetailList(client), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            var files = new List<(string, string)>();
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            {
                var before = await File.ReadAllTextAsync(file, cancellationToken);
                var after = await prices.ApplyAsync(before, $"{Folder}/{Path.GetFileName(file)}", cancellationToken);
                if (after != before)
                    files.Add((file, after));
            }

            if (prices.Changes.All(change => change.After is null))
            {
                throw new ReviewException(
                    $"Azure's price list has none of the {prices.Changes.Count} prices. Nothing was written; try again.");
            }

            await WholeFile.WriteAllAsync(files, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(Text(prices.Changes).AsMemory(), cancellationToken);
        });
        return command;
    }

    private static string Text(IReadOnlyList<PriceChange> changes)
    {
        var (changed, odd) = (changes.Count(change => change.IsChanged), changes.Count(change => change.Why is not null));
        string[] lines =
        [
            .. changes.Where(change => change.IsChanged).Select(Changed),
            .. changes.Where(change => change.Why is not null).Select(change => $"{change.Name}: {change.Why}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{changes.Count} prices: {changed} changed, {changes.Count - changed - odd} as before, {odd} not brought up to date"),
        ];
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    // In full: of a thousandth of a cent there may be millions
    private static string Changed(PriceChange change)
    {
        var (before, after) = (change.Before is { } given ? PriceLine.Text(given) : "none", PriceLine.Text(change.After!.Value));
        var first = change.Before == change.After ? $"{after}, as before" : $"{before} → {after}{Share(change)}";
        return $"{change.Name}: {first}{(change.Elsewhere is { } more ? $"; now {more}" : "")}";
    }

    private static string Share(PriceChange change)
        => change.Before is > 0 and var before ? $" ({CostPhrases.Percent((change.After!.Value / before - 1) * 100)})" : "";
}

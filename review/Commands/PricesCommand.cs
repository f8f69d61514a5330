using System.CommandLine;
using System.Globalization;
using Platform.Review.Costs.Prices.Retail;
using Platform.Review.Costs.Reports;

namespace Platform.Review.Commands;

/// <summary><c>prices</c>: brings the table of list prices up to date from Azure's own list, and says what changed.</summary>
internal static class PricesCommand
{
    private const string Folder = "review/Costs/Prices";

    /// <param name="network">Where Azure's list is reached.</param>
    public static Command Create(Func<HttpMessageHandler> network)
    {
        var update = new Option<bool>("--update")
        {
            Description = $"Ask Azure's price list, and write what it says to {Folder}",
            Required = true,
        };
        var root = RootOption.Create();
        var command = new Command("prices", "Brings list prices up to date, and says what changed.") { update, root };
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
            await WholeFile.WriteAllAsync(files, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(Text(prices.Changes).AsMemory(), cancellationToken);
        });
        return command;
    }

    private static string Text(IReadOnlyList<PriceChange> changes)
    {
        var kept = changes.Count(change => change.After is not null && !change.IsChanged);
        string[] lines =
        [
            .. changes.Where(change => change.IsChanged).Select(change => $"{change.Name}: {CostPhrases.Change(change.Before, change.After)}"),
            .. changes.Where(change => change.After is null).Select(change => $"{change.Name}: Azure's list has no such price; it keeps its day"),
            string.Create(CultureInfo.InvariantCulture, $"{changes.Count} prices asked for, {changes.Count(change => change.IsChanged)} changed, {kept} as before"),
        ];
        return string.Concat(lines.Select(line => $"{line}\n"));
    }
}

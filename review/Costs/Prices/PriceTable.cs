using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Review.Values;
using YamlDotNet.Core;

namespace Platform.Review.Costs.Prices;

/// <summary>List prices, by service, SKU, meter and region; exchange rates; and what the sizes of nodes have.</summary>
internal sealed class PriceTable
{
    private const string Prefix = "prices/";
    private static readonly Lazy<PriceTable> _committedTable = new(ReadCommitted);

    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly FrozenDictionary<(string, string, string, string), Price> _prices;
    private readonly FrozenDictionary<string, ExchangeRate> _rates;
    private readonly FrozenDictionary<string, NodeSize> _sizes;

    public PriceTable(IReadOnlyList<Price> prices, IReadOnlyList<ExchangeRate> rates, IReadOnlyList<NodeSize> sizes)
    {
        All = prices;
        Currency = prices.Select(price => price.Currency).Distinct().Single();
        Regions = [.. prices.Select(price => price.Region).Distinct().Except([Price.Everywhere]).Order(StringComparer.Ordinal)];
        _prices = prices.ToFrozenDictionary(price => Key(price.Service, price.Sku, price.Meter, price.Region));
        _rates = rates.ToFrozenDictionary(rate => rate.Currency, StringComparer.Ordinal);
        _sizes = sizes.ToFrozenDictionary(size => size.Size, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The table in <c>review/Costs/Prices</c>.</summary>
    public static PriceTable Committed => _committedTable.Value;

    public IReadOnlyList<Price> All { get; }

    /// <summary>The one that all prices are in.</summary>
    public string Currency { get; }

    /// <summary>Those that have prices of their own.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>The price in the charge's region, or else the one that all regions have in common; null if there is neither.</summary>
    public Price? Find(Charge charge)
        => Find(charge, charge.Region) ?? Find(charge, Price.Everywhere);

    /// <summary>An amount of another currency in the table's; null if there is no rate.</summary>
    public decimal? Exchanged(decimal amount, string currency)
        => currency == Currency ? amount : _rates.GetValueOrDefault(currency) is { } rate ? amount * rate.Value : null;

    public ExchangeRate? RateOf(string currency) => _rates.GetValueOrDefault(currency);

    public NodeSize? SizeOf(string size) => _sizes.GetValueOrDefault(size);

    /// <param name="source">What the text is called in messages.</param>
    /// <exception cref="ReviewException">It is no such file.</exception>
    public static PriceFile Read(string yaml, string source)
    {
        try
        {
            var file = YamlDocument.Parse(yaml).Deserialize<PriceFile>(_strict) ?? throw new JsonException("it is empty");
            if (file.Prices?.SelectMany(group => group.Entries)
                .FirstOrDefault(entry => entry.Steps is { } steps && !AreInOrder(steps)) is { } stepless)
                throw new ReviewException(
                    $"{source}: the steps of '{stepless.Sku} {stepless.Meter}' must begin from 0, and each from more than the one before.");
            return file.Prices?.SelectMany(group => group.Entries).FirstOrDefault(entry => !Units.All.Contains(entry.Unit)) is { } odd
                ? throw new ReviewException($"{source}: '{odd.Meter}' has the unit '{odd.Unit}'; allowed: {string.Join("; ", Units.All)}.")
                : file;
        }
        catch (Exception exception) when (exception is JsonException or YamlException)
        {
            throw new ReviewException($"{source} is no list of prices: {exception.Message}", exception);
        }
    }

    public static PriceTable Of(IEnumerable<PriceFile> files)
    {
        var all = files.ToArray();
        return new PriceTable(
            [.. all.SelectMany(file => file.Prices ?? []).SelectMany(group => group.AsPrices())],
            [.. all.SelectMany(file => file.ExchangeRates ?? [])],
            [.. all.SelectMany(file => file.NodeSizes ?? [])]);
    }

    private static bool AreInOrder(IReadOnlyList<PriceStep> steps)
        => steps is [{ From: 0 }, ..] && steps.Zip(steps.Skip(1)).All(pair => pair.First.From < pair.Second.From);

    private static PriceTable ReadCommitted()
    {
        var assembly = typeof(PriceTable).Assembly;
        return Of(assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Read(reader.ReadToEnd(), name);
        }));
    }

    private Price? Find(Charge charge, string region)
        => _prices.GetValueOrDefault(Key(charge.Service, charge.Sku, charge.Meter, region)) is { } price
            ? price.Unit == charge.Unit
                ? price
                : throw new ReviewException(
                    $"The price of {charge.Name} in {region} is for one {price.Unit}, and is wanted for one {charge.Unit}.")
            : null;

    // Azure does not distinguish case.
    private static (string, string, string, string) Key(string service, string sku, string meter, string region)
        => (service, sku.ToUpperInvariant(), meter, region);
}

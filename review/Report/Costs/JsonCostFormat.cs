using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Costs.BreakEven;
using Platform.Review.Costs.Prices;
using Platform.Review.Values;

namespace Platform.Review.Report.Costs;

/// <summary>For programs. Amounts are of a month, to a millionth.</summary>
internal sealed class JsonCostFormat : ICostFormat
{
    private const int SchemaVersion = 1;

    public string Write(CostReport report) => Text(Members(report));

    public string Write(CostComparison comparison, string against)
    {
        var members = Members(comparison.After);
        members["base"] = against;
        members["change"] = Change(comparison);
        return Text(members);
    }

    /// <summary>A comparison alone: totals, components and resources whose cost changes.</summary>
    public static JsonObject Change(CostComparison comparison) => new()
    {
        ["currency"] = comparison.Currency,
        ["before"] = Amount(comparison.Before?.Total),
        ["after"] = Amount(comparison.After.Total),
        ["difference"] = Amount(comparison.Difference),
        ["components"] = List(comparison.Components, Change),
        ["resources"] = List(comparison.Resources, Change),
        ["missing"] = List(comparison.After.Missing, missing => CostPhrases.Missing(missing)),
        ["atLeast"] = comparison.After.IsAtLeast,
        ["assumptions"] = List(comparison.Assumptions, each => each),
        ["warnings"] = List(CostWarnings.Of(comparison.After), each => each),
    };

    private static JsonObject Members(CostReport report) => new()
    {
        ["schemaVersion"] = SchemaVersion,
        ["stack"] = report.Stack,
        ["currency"] = report.Currency,
        ["total"] = Amount(report.Total),
        ["atLeast"] = report.IsAtLeast,
        ["budget"] = Amount(report.Budget),
        ["warnings"] = List(CostWarnings.Of(report), each => each),
        ["components"] = List(report.Components, component => new JsonObject
        {
            ["name"] = component.Name,
            ["total"] = Amount(component.Monthly),
            ["resources"] = List(component.Resources, Resource),
        }),
        ["missing"] = List(report.Missing, missing => new JsonObject
        {
            ["path"] = missing.Path,
            ["charge"] = missing.Charge.Name,
            ["unit"] = missing.Charge.Unit,
            ["region"] = missing.Charge.Region,
        }),
        ["notPriced"] = List(report.NotPriced, each => new JsonObject
        {
            ["path"] = each.Path,
            ["type"] = each.Type,
            ["reason"] = each.Reason,
        }),
        ["tiers"] = report.Tiers is { } tiers ? Tiers(tiers) : null,
    };

    private static JsonObject Resource(ResourceCost resource) => new()
    {
        ["path"] = resource.Path,
        ["type"] = resource.Type,
        ["total"] = Amount(resource.Monthly),
        ["lines"] = List(resource.Lines, line => new JsonObject
        {
            ["service"] = line.Charge.Service,
            ["sku"] = line.Charge.Sku,
            ["meter"] = line.Charge.Meter,
            ["region"] = line.Charge.Region,
            ["quantity"] = Amount(line.Charge.Quantity),
            ["free"] = line.Price.Free,
            ["unit"] = line.Price.Unit,
            ["basis"] = line.Charge.Basis,
            ["price"] = line.Price.Amount,
            ["total"] = Amount(line.Monthly),
            ["source"] = line.Price.Source,
            ["date"] = $"{line.Price.Date:yyyy-MM-dd}",
            ["note"] = line.Price.Note,
        }),
    };

    private static JsonObject Tiers(TierReport tiers) => new()
    {
        ["costOfAMillionCalls"] = Amount(tiers.CostOfAMillion),
        ["costOfAMillionTokensRead"] = Amount(tiers.Tokens?.AMillionRead),
        ["costOfAMillionTokensWritten"] = Amount(tiers.Tokens?.AMillionWritten),
        ["fixedCost"] = Amount(tiers.FixedCost),
        ["expectedSubscriptions"] = tiers.Subscriptions,
        ["earned"] = Amount(tiers.Earned),
        ["spent"] = Amount(tiers.Spent),
        ["breaksEvenAt"] = tiers.BreaksEvenAt,
        ["fixedShare"] = Amount(tiers.FixedShare),
        ["exchangeRate"] = tiers.Rate is { } rate ? Rate(rate) : null,
        ["lines"] = List(tiers.Lines, tier => new JsonObject
        {
            ["name"] = tier.Name,
            ["price"] = Amount(tier.Price),
            ["quota"] = tier.Quota,
            ["quotaCost"] = Amount(tier.QuotaCost),
            ["coveredCalls"] = tier.CoveredCalls,
            ["expectedCalls"] = Amount(tier.ExpectedCalls),
            ["carrying"] = tier.Carrying,
        }),
    };

    private static JsonObject Rate(ExchangeRate rate) => new()
    {
        ["currency"] = rate.Currency,
        ["value"] = rate.Value,
        ["date"] = $"{rate.Date:yyyy-MM-dd}",
        ["source"] = rate.Source,
    };

    private static JsonObject Change(CostChange change) => new()
    {
        ["name"] = change.Name,
        ["before"] = Amount(change.Before),
        ["after"] = Amount(change.After),
        ["difference"] = Amount(change.Difference),
    };

    // Without the zeros at its end that reckoning leaves
    private static JsonNode? Amount(decimal? amount)
        => amount is { } given ? JsonNode.Parse(given.ToString("0.######", CultureInfo.InvariantCulture)) : null;

    private static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> node) => new([.. values.Select(node)]);

    private static string Text(JsonObject members) => $"{members.ToJsonString(JsonText.Indented)}\n";
}

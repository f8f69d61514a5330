using System.Text.Json;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>
/// Azure's public price list, which anybody may ask. An answer counts when all of its pages are there: of half a list nobody knows
/// which prices are missing.
/// </summary>
internal sealed class RetailList(HttpClient client)
{
    public const string Address = "https://prices.azure.com/api/retail/prices";
    private const string Nothing = "Nothing was written; try again.";
    private const int MostPages = 1_000;

    public static string Query(string service, string region)
        => $"{Address}?$filter=serviceName eq '{service}' and armRegionName eq '{region}' and priceType eq 'Consumption'";

    /// <param name="region">Of Azure; <c>Global</c> or a zone of billing, for what has none; empty for what the list has without.</param>
    /// <returns>None where the list knows nothing of the service there.</returns>
    /// <exception cref="ReviewException">The list did not answer, or not wholly.</exception>
    public async Task<IReadOnlyList<RetailItem>> ReadAsync(string service, string region, CancellationToken cancellationToken)
    {
        var what = region.Length > 0 ? $"{service} in {region}" : $"{service} without a region";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<RetailItem>();
        var number = 0;
        for (var next = Query(service, region); next is not null;)
        {
            number++;
            if (!seen.Add(next) || number > MostPages || !next.StartsWith($"{Address}?", StringComparison.Ordinal))
                throw Half(what, $"its page {number} is at '{next}', which is no next page");
            var page = await PageAsync(next, what, number, cancellationToken);
            items.AddRange(page.Items);
            next = string.IsNullOrEmpty(page.NextPageLink) ? null : page.NextPageLink;
        }

        return items;
    }

    private async Task<RetailPage> PageAsync(string address, string what, int number, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address), cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw Half(what, $"it answers {(int)answer.StatusCode} {answer.ReasonPhrase} for page {number}");
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return Checked(JsonSerializer.Deserialize(text, RetailJson.Default.RetailPage), what, number);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            or TaskCanceledException { InnerException: TimeoutException })
        {
            throw Half(what, $"page {number} is not to be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static RetailPage Checked(RetailPage? page, string what, int number)
    {
        if (page is null || page.Count != page.Items.Count)
            throw Half(what, $"page {number} says that it has {page?.Count ?? 0} prices, and has {page?.Items.Count ?? 0}");
        return page.Items.FirstOrDefault(item => item.CurrencyCode != "USD" || item.RetailPrice < 0) is { } odd
            ? throw Half(what, $"page {number} has {odd.MeterName} at {odd.RetailPrice} {odd.CurrencyCode}")
            : page;
    }

    private static ReviewException Half(string what, string why, Exception? inner = null)
        => new($"Azure's price list did not answer wholly of {what}: {why}. {Nothing}", inner);
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Tool.Models;

namespace Platform.Tool.Up;

/// <summary>Calls through the gateway, one of each kind of answer, as people are shown them.</summary>
internal sealed partial class CallShow(Chain chain, HttpClient client, CancellationToken stopping)
{
    /// <summary>More calls than this nobody waits for.</summary>
    private const int MostCalls = 100;

    private readonly JsonNode _example = ShippedModels.Example(ShippedModels.Default);

    public async Task RunAsync()
    {
        Console.WriteLine(
            $"\nThe gateway is at {chain.Gateway}inference/v1/, as the plan of {chain.Stack} has it; the server behind it on port "
            + $"{chain.Server.Port}.");
        foreach (var (tier, key) in chain.Keys)
            Console.WriteLine(
                $"  key of a development customer of {tier,-10} "
                + $"{key}{(chain.Token(tier) is { } token ? $"\n    with the token {token}" : "")}");
        var (first, firstKey) = chain.Keys.First();
        client.DefaultRequestHeaders.Authorization = chain.Token(first) is { } ofFirst ? new("Bearer", ofFirst) : null;
        await ShowAsync("without a key", null, HttpStatusCode.Unauthorized);
        await ShowAsync($"with the key of {first}", firstKey, HttpStatusCode.OK);
        await ShowQuotaAsync(first);
        await ShowTextAsync();
        await ShowLimitAsync(first, firstKey);
        var (last, lastKey) = chain.Keys.Last();
        var bearer = chain.Token(last) is { } ofLast ? $"-H 'Authorization: Bearer {ofLast}' " : "";
        var body = $"-H 'content-type: application/json' -d '{_example.ToJsonString()}'";
        Console.WriteLine($"""

            bash        curl -s {chain.Gateway}inference/v1/predict -H 'Ocp-Apim-Subscription-Key: {lastKey}' {bearer}{body}
            """);
    }

    // Nobody waits for a month of calls: the management plane sets the counter of a customer of its own to where the last call is left
    private async Task ShowQuotaAsync(string tier)
    {
        const string Customer = "end-of-month";
        var (key, callsPerMonth) = (Chain.Secret(), chain.Plan.CallsPerMonth(tier));
        if (chain.Plan.CallsPerMinute(tier) < 3)
        {
            Console.WriteLine($"  {tier} has {chain.Plan.CallsPerMinute(tier)} calls a minute: too few to use its quota up for a show");
            return;
        }

        await ManageAsync(HttpMethod.Put, $"subscriptions/{Customer}", new()
        {
            ["scope"] = $"/products/{tier}", ["displayName"] = "A customer at the end of a month", ["state"] = "active",
            ["primaryKey"] = key,
        });
        await ShowAsync($"another customer of {tier}", key, HttpStatusCode.OK);
        await ManageAsync(HttpMethod.Patch, $"quotas/{Customer}", new() { ["callsCount"] = callsPerMonth - 1 });
        await ShowAsync($"its call {callsPerMonth} of the month", key, HttpStatusCode.OK);
        await ShowAsync($"its call {callsPerMonth + 1} of the month", key, HttpStatusCode.Forbidden);
    }

    private Task ManageAsync(HttpMethod method, string resource, JsonObject properties)
        => new Told(client, chain.ManagementToken, stopping).SendAsync(
            method, $"{Chain.Management}/{resource}?api-version=2024-05-01", new() { ["properties"] = properties },
            $"the management plane answered {method} {resource}");

    // By the first step of its prices, which holds beyond what a month includes
    private async Task ShowTextAsync()
    {
        if (chain.Plan.TokenPrices() is not { } prices)
        {
            Console.WriteLine("  no tier has prices of tokens: a text costs what its call costs");
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/inference/v1/generate-text")
        {
            Content = JsonContent.Create(
                new JsonObject { ["prompt"] = "Once upon a time", ["max_length"] = 60, ["seed"] = 7, ["stop"] = "." }),
        };
        request.Headers.Add("Ocp-Apim-Subscription-Key", chain.Keys[prices.Tier]);
        if (chain.Token(prices.Tier) is { } token)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request, stopping);
        var body = await answer.Content.ReadAsStringAsync(stopping);
        if (!answer.IsSuccessStatusCode)
            throw new FailedException($"the call for a text was answered with {(int)answer.StatusCode} instead of 200: {body}");
        var text = JsonNode.Parse(body)!;
        var (read, written) = ((long)text["usage"]!["prompt_tokens"]!, (long)text["usage"]!["completion_tokens"]!);
        var cost = ((read * prices.PicoIn) + (written * prices.PicoOut)) / 1e12m;
        var paid = cost.ToString("0.############", CultureInfo.InvariantCulture);
        var (priceIn, priceOut, currency) = (prices.PicoIn / 1e6m, prices.PicoOut / 1e6m, prices.Currency);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
              {$"a sentence with the key of {prices.Tier}",-34} {(int)answer.StatusCode} {text["generated_text"]}.
                {read} tokens read at {priceIn:0.00} and {written} written at {priceOut:0.00} {currency} a million: {paid} {currency}
            """));
    }

    // The calls that the tier has in a minute were one less already
    private async Task ShowLimitAsync(string tier, string key)
    {
        var callsPerMinute = chain.Plan.CallsPerMinute(tier);
        if (callsPerMinute > MostCalls)
        {
            Console.WriteLine($"  {tier} has {callsPerMinute} calls a minute: too many to use up for a show");
            return;
        }

        for (var call = 1; call < callsPerMinute; call++)
            using (await CallAsync(key))
            {
            }

        await ShowAsync($"call {callsPerMinute + 1} of {tier} in a minute", key, HttpStatusCode.TooManyRequests);
    }

    private async Task ShowAsync(string what, string? key, HttpStatusCode expected)
    {
        using var answer = await CallAsync(key);
        var body = await answer.Content.ReadAsStringAsync(stopping);
        var retry = answer.Headers.RetryAfter is { } after ? $" (Retry-After: {after})" : "";
        if (answer.StatusCode != expected)
            throw new FailedException($"the call {what} was answered with {(int)answer.StatusCode} instead of {(int)expected}: {body}");
        Console.WriteLine($"  {what,-34} {(int)answer.StatusCode}{retry} {Space().Replace(body, " ")}");
    }

    private async Task<HttpResponseMessage> CallAsync(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/inference/v1/predict") { Content = JsonContent.Create(_example) };
        if (key is not null)
            request.Headers.Add("Ocp-Apim-Subscription-Key", key);
        return await client.SendAsync(request, stopping);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Gateway.Tests.Hosting;

/// <summary>
/// Every policy document of the plans that a stack of each SKU family has, evaluated and executed: none that a plan adds is left out.
/// </summary>
public sealed class PolicyDocumentsTests
{
    private const string Predict = "/inference/v1/predict";

    public static TheoryData<string, string> Stacks => new()
    {
        { "dev", "platform:gatewaySku: Developer" },
        { "dev", "platform:gatewaySku: StandardV2" },
        { "prod", "platform:gatewaySku: Premium" },
        { "prod", "platform:gatewaySku: StandardV2" },
    };

    [Theory, MemberData(nameof(Stacks))]
    public async Task Products_LetAsManyCallsThroughAsTheyName_AndNoMore(string stack, string sku)
    {
        var plan = await PlanAsync(stack, sku);
        foreach (var (product, policy) in Documents(plan, "ProductPolicy", "productId"))
        {
            var (test, limit) = (PolicyTest.OfPlan(plan), Limit(policy, "rate-limit"));
            for (var left = limit - 1; left >= 0; left--)
                Assert.Equal((200, $"{left}"), await RemainingAsync(test, product));
            Assert.Equal(429, (await test.SendAsync("POST", Predict, product, "{}")).Status);
            test.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal((200, $"{limit - 1}"), await RemainingAsync(test, product));
        }
    }

    [Theory, MemberData(nameof(Stacks))]
    public async Task Products_HaveTheQuotaThatTheyName_InEachOfTheirMonths(string stack, string sku)
    {
        var plan = await PlanAsync(stack, sku);
        foreach (var (product, policy) in Documents(plan, "ProductPolicy", "productId"))
        {
            var (test, quota) = (PolicyTest.OfPlan(plan), Limit(policy, "quota"));
            Assert.Equal(200, (await test.SendAsync("POST", Predict, product, "{}")).Status);
            Assert.Single(test.Model.Quotas.Named($"of-{product}")).Window.Set(quota - 1, 0);

            Assert.Equal(200, (await test.SendAsync("POST", Predict, product, "{}")).Status);
            var refused = await test.SendAsync("POST", Predict, product, "{}");
            Assert.Equal(403, refused.Status);
            test.Clock.Advance(TimeSpan.FromSeconds(double.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture) - 1));
            Assert.Equal(403, (await test.SendAsync("POST", Predict, product, "{}")).Status);
            test.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(200, (await test.SendAsync("POST", Predict, product, "{}")).Status);
        }
    }

    [Theory, MemberData(nameof(Stacks))]
    public async Task Apis_AndTheirOperations_GoToTheBackendsThatTheyName(string stack, string sku)
    {
        var plan = await PlanAsync(stack, sku);
        foreach (var (id, policy) in Documents(plan, "ApiPolicy", "apiId"))
        {
            var (test, key) = (PolicyTest.OfPlan(plan), Richest(plan));
            var backend = Regex.Match(policy, "backend-id=\"([^\"]+)\"").Groups[1].Value;
            var api = test.Model.Apis.Single(each => each.Id == id);
            foreach (var operation in api.Operations)
                Assert.Equal(
                    200,
                    (await test.SendAsync(
                        operation.Method, Path(api.Prefix, operation.UrlTemplate), api.SubscriptionRequired ? key : null, "{}")).Status);
            Assert.NotEqual("", backend);
            Assert.NotEmpty(test.Backend.Requests);
            Assert.All(
                test.Backend.Requests, request => Assert.StartsWith(Members(plan, backend), request.Backend, StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Stacks))]
    public async Task Operations_WithACache_AreAnsweredOutOfIt(string stack, string sku)
    {
        var plan = await PlanAsync(stack, sku);
        var test = PolicyTest.OfPlan(plan);
        var documents = Documents(plan, "ApiOperationPolicy", "operationId")
            .Where(each => each.Policy.Contains("<cache-lookup ", StringComparison.Ordinal)).ToList();
        var api = test.Model.Apis.Single(each => each.Id == "inference");
        foreach (var (id, _) in documents)
        {
            var path = Path(api.Prefix, api.Operations.Single(each => each.Id == id).UrlTemplate);
            await test.SendAsync("GET", path, Richest(plan));
            Assert.Equal(200, (await test.SendAsync("GET", path, "free")).Status);
        }

        Assert.NotEmpty(documents);
        Assert.Equal(documents.Count, test.Backend.Requests.Count);
    }

    [Theory, MemberData(nameof(Stacks))]
    public async Task Fragments_AreAllIncluded_ByADocumentThatIsExecuted(string stack, string sku)
    {
        var plan = await PlanAsync(stack, sku);
        var documents = new[] { "ProductPolicy", "ApiPolicy", "ApiOperationPolicy" }.SelectMany(kind => Resources(plan, kind))
            .Select(each => (string)each["inputs"]!["value"]!).Append(Global(plan));
        var included = documents.SelectMany(text => Regex.Matches(text, "include-fragment fragment-id=\"([^\"]+)\""))
            .Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(Resources(plan, "PolicyFragment").Select(each => ((string)each["path"]!).Split('/')[^1]).Order(), included.Order());
        // What a plan has besides has a test of its own here, or will be missed
        string[] known = ["ApiOperationPolicy", "ApiPolicy", "PolicyFragment", "ProductPolicy"];
        Assert.Equal(known, Resources(plan).Select(each => ((string)each["type"]!).Split(':')[^1])
            .Where(kind => kind.Contains("Policy", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Stacks))]
    public async Task Global_MakesErrorsLookLikeTheApis_AndKnowsTheCallersId(string stack, string sku)
    {
        var test = PolicyTest.OfPlan(await PlanAsync(stack, sku));

        var answer = await test.SendAsync("POST", "/nowhere", null, "{}", ("X-Request-Id", "mine"));

        Assert.Equal(
            (404, "Unable to match incoming request to an operation."), (answer.Status, (string?)JsonNode.Parse(answer.Body)!["error"]));
        Assert.NotNull(answer.Header("X-Request-Id"));
        Assert.Equal("mine", (await test.SendAsync("POST", Predict, "free", "{}", ("X-Request-Id", "mine"))).Header("X-Request-Id"));
    }

    private static Task<string> PlanAsync(string stack, string sku) => stack == "prod" && sku.EndsWith("V2", StringComparison.Ordinal)
        // Zones are the classic SKUs' matter
        ? StackPlans.OfAsync(stack, sku, "platform:gatewayZones: []")
        : StackPlans.OfAsync(stack, sku);

    private static async Task<(int Status, string? Remaining)> RemainingAsync(PolicyTest test, string key)
        => await test.SendAsync("POST", Predict, key, "{}") is var answer
        ? (answer.Status, answer.Header("x-ratelimit-remaining"))
        : default;

    private static string Richest(string plan)
        => Documents(plan, "ProductPolicy", "productId").MaxBy(each => Limit(each.Policy, "rate-limit")).Id;

    private static string Path(string prefix, string template)
        => Regex.Replace($"{prefix}{template}".Split('?')[0], @"\{[^}]+\}", "1").Replace("*", "page", StringComparison.Ordinal);

    // Of a pool, one of its members
    private static string Members(string plan, string backend)
        => Resources(plan, "Backend").Any(
            each => (string?)each["inputs"]!["backendId"] == backend && (string?)each["inputs"]!["type"] == "Pool")
            ? ""
            : backend;

    private static int Limit(string policy, string name)
        => int.Parse(Regex.Match(policy, $"<{name}\\b[^>]*?\\scalls=\"(\\d+)\"").Groups[1].Value, CultureInfo.InvariantCulture);

    private static List<(string Id, string Policy)> Documents(string plan, string kind, string id)
        => [.. Resources(plan, kind).Select(each => ((string)each["inputs"]![id]!, (string)each["inputs"]!["value"]!))];

    private static string Global(string plan) => JsonNode.Parse(plan)!["resources"]!.AsArray()
        .SelectMany(
            each => each!["inputs"]!["properties"] is JsonObject properties && properties["template"]?["resources"] is JsonArray all
            ? all
            : [])
        .Where(each => (string?)each!["type"] == "Microsoft.ApiManagement/service/policies")
        .Select(each => (string)each!["properties"]!["value"]!).Single();

    private static IEnumerable<JsonNode> Resources(string plan, string kind)
        => Resources(plan).Where(each => (string?)each["type"] == $"azure-native:apimanagement:{kind}");

    private static IEnumerable<JsonNode> Resources(string plan) => JsonNode.Parse(plan)!["resources"]!.AsArray()
        .Where(each => ((string)each!["type"]!).StartsWith("azure-native:apimanagement:", StringComparison.Ordinal)).Select(each => each!);
}

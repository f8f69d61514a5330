using System.Xml.Linq;
using Platform.Infra.Gateway;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Gateway;

/// <summary>The policies as they are deployed.</summary>
public sealed class GatewayPoliciesTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly string[] _kinds = ["Policy", "ApiPolicy", "ApiOperationPolicy", "ProductPolicy", "PolicyFragment"];

    private const string Global = "properties.template.resources.0.properties";

    [Theory, MemberData(nameof(All))]
    public void Policies_OfAStack_AreWholeXmlWithoutPlaces(string run)
    {
        var policies = _kinds.SelectMany(Stacks[run].All).ToList();
        var global = Stacks[run].One("Template", "policy");

        Assert.Equal(27, policies.Count);
        Assert.NotEmpty(XElement.Parse(global.Text($"{Global}.value")!).Elements());
        Assert.Equal("xml", global.Text($"{Global}.format"));
        Assert.Equal(
            $"{Stacks[run].One("ApiManagementService").Text("serviceName")}/policy", global.Text("properties.template.resources.0.name"));
        Assert.All(policies, policy =>
        {
            Assert.NotEmpty(XElement.Parse(policy.Text("value")!).Elements());
            Assert.DoesNotContain("$(", policy.Text("value"), StringComparison.Ordinal);
            Assert.Equal("xml", policy.Text("format"));
        });
    }

    [Theory, MemberData(nameof(All))]
    public void Fragments_OfAStack_AreIncludedByTheNameThatPulumiGaveThem(string run)
    {
        var included =
            _kinds.SelectMany(Stacks[run].All).Select(policy => policy.Text("value")!)
            .Append(Stacks[run].One("Template", "policy").Text($"{Global}.value")!)
            .SelectMany(policy => XElement.Parse(policy).Descendants("include-fragment"))
            .Select(include => include.Attribute("fragment-id")!.Value).Order().ToList();

        Assert.Equal(Stacks[run].All("PolicyFragment").Select(fragment => fragment.Name).Order(), included);
    }

    [Fact]
    public void Link_FragmentThatIsNotDeclared_NamesItAndThoseThatAre()
    {
        var fragments = new PolicyFragments();

        Assert.Equal(
            "a policy includes the fragment 'caller', which is not declared; there are ",
            Assert.Throws<InvalidOperationException>(() => fragments.Link("<include-fragment fragment-id=\"caller\" />")).Message);
    }

    [Fact]
    public async Task WebPages_OfTheSetting_MayCallBesidesTheDeveloperPortal()
    {
        var run = await StackRun.OfAsync("prod", ("gatewayAllowedOrigins", """["https://app.example.com"]"""));

        var portal = Prod.One("ApiManagementService").Answer("developerPortalUrl");
        Assert.Equal([portal, "https://app.example.com"], Origins(run));
        Assert.Equal([portal], Origins(Prod));
    }

    [Fact]
    public async Task Bodies_LargerThanTheSetting_AreRefused()
    {
        var run = await StackRun.OfAsync("prod", ("gatewayMaxBodyMebibytes", "2"));

        Assert.Contains("> 2097152L)", Limit(run), StringComparison.Ordinal);
        Assert.Contains("> 67108864L)", Limit(Prod), StringComparison.Ordinal);
    }

    // https://learn.microsoft.com/azure/api-management/llm-token-limit-policy
    [Fact]
    public void Tokens_OfATier_AreCountedForItsSubscriptions_OfCallsForTextsAlone()
    {
        var choice = XElement.Parse(Prod.One("PolicyFragment", "fragment-tier-free-tokens").Text("value")!).Element("choose")!
            .Element("when")!;
        var limit = choice.Element("llm-token-limit")!;
        Assert.Equal(
            ("@(context.Subscription.Id)", "2000", "50000", "Monthly", "true"),
            (
                limit.Attribute("counter-key")!.Value, limit.Attribute("tokens-per-minute")!.Value, limit.Attribute("token-quota")!.Value,
                limit.Attribute("token-quota-period")!.Value, limit.Attribute("estimate-prompt-tokens")!.Value));
        Assert.All(TokenLimits.Operations, operation => Assert.Matches($"[(|]{operation}[)|]", choice.Attribute("condition")!.Value));
    }

    [Fact]
    public async Task Tokens_OfATierThatDoesNotSay_AreNotCounted()
    {
        var run = await StackRun.OfAsync(
            "dev",
            ("tiers",
                """[{"name":"gold","displayName":"Gold","description":"Much.","terms":"Fair.","callsPerMinute":7"""
                + ""","callsPerMonth":7000}]"""));

        Assert.DoesNotContain(run.All("PolicyFragment"), fragment => fragment.Name.EndsWith("-tokens", StringComparison.Ordinal));
    }

    // The server's own limit, which a greater one at the gateway would only promise
    [Fact]
    public void Bodies_OfTheDefault_AreWhatTheServerTakes()
        => Assert.Contains(
            "public int MaxRequestBodyBytes { get; set; } = 64 * 1024 * 1024;",
            File.ReadAllText(Path.Combine(StackFiles.Root, "app/Inference/Http/LimitsOptions.cs")), StringComparison.Ordinal);

    [Fact]
    public void Cache_OfTheDefaults_KeepsWhatDescribesModelsAlone()
    {
        var policies = Caches(Prod);

        Assert.Equal(MetadataCache.Operations, policies.Select(policy => policy.Text("operationId")));
        Assert.All(policies, policy =>
        {
            var document = XElement.Parse(policy.Text("value")!);
            Assert.Equal("60", document.Element("outbound")!.Elements().First().Attribute("duration")!.Value);
            Assert.Equal("cache-lookup", document.Element("inbound")!.Elements().Last().Name.LocalName);
            Assert.Equal("none", document.Descendants("cache-lookup").Single().Attribute("downstream-caching-type")!.Value);
        });
    }

    // An operation that the document does not have would fail the deployment
    [Fact]
    public void Cache_OfTheDefaults_NamesOperationsThatReadAndExist()
    {
        using var document = System.Text.Json.JsonDocument.Parse(OpenApiDocument.In(StackFiles.Root).Text);
        var reading = document.RootElement.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => path.Value.GetProperty("get").GetProperty("operationId").GetString());

        Assert.Subset(reading.ToHashSet(), MetadataCache.Operations.ToHashSet<string?>());
    }

    // Each is an operation whose answer can be events, and an operation that the document does not have would fail the deployment
    [Fact]
    public void Streams_OfTheDefaults_ReachTheCallerPieceByPiece()
    {
        using var document = System.Text.Json.JsonDocument.Parse(OpenApiDocument.In(StackFiles.Root).Text);
        var streaming = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.GetProperty("responses").TryGetProperty("200", out var answer)
            && IsStream(document.RootElement, answer))
            .Select(operation => operation.Value.GetProperty("operationId").GetString());
        var policies = Prod.All("ApiOperationPolicy").Except(Caches(Prod)).ToList();

        Assert.Equal(streaming.Order(), policies.Select(policy => policy.Text("operationId")).Order());
        Assert.All(policies, policy => Assert.Equal(
            "false",
            XElement.Parse(policy.Text("value")!).Element("backend")!.Element("forward-request")!.Attribute("buffer-response")!.Value));
    }

    [Fact]
    public async Task Cache_OfASetting_KeepsThatLongOrNotAtAll()
    {
        Assert.Empty(Caches(await StackRun.OfAsync("prod", ("gatewayCacheSeconds", "0"))));
        Assert.All(
            Caches(await StackRun.OfAsync("prod", ("gatewayCacheSeconds", "5"))),
            policy => Assert.Contains("duration=\"5\"", policy.Text("value"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Telemetry_OfASetting_ShowsThatShareOfCallsWithoutBodies()
    {
        var diagnostic = (await StackRun.OfAsync("prod", ("gatewaySamplingPercent", "20"))).One("Diagnostic");

        Assert.Equal(20.0, Convert.ToDouble(diagnostic["sampling.percentage"]));
        Assert.Equal("allErrors", diagnostic.Text("alwaysLog"));
        Assert.Equal("W3C", diagnostic.Text("httpCorrelationProtocol"));
        foreach (var message in new[] { "frontend.request", "frontend.response", "backend.request", "backend.response" })
        {
            Assert.Equal(0.0, Convert.ToDouble(diagnostic[$"{message}.body.bytes"]));
            Assert.Equal("X-Request-Id", diagnostic.Text($"{message}.headers.0"));
        }
    }

    private static List<Declared> Caches(StackRun run)
        => [.. run.All("ApiOperationPolicy").Where(policy => MetadataCache.Operations.Contains(policy.Text("operationId")))];

    /// <summary>Whether an answer, which may be one of the document's components, can be events.</summary>
    private static bool IsStream(System.Text.Json.JsonElement document, System.Text.Json.JsonElement answer)
    {
        if (answer.TryGetProperty("$ref", out var reference))
            answer = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (part, step) => part.GetProperty(step));
        return answer.TryGetProperty("content", out var content) && content.TryGetProperty("text/event-stream", out _);
    }

    private static IEnumerable<string> Origins(StackRun run)
        => XElement.Parse(run.One("PolicyFragment", "fragment-cors").Text("value")!).Descendants("origin").Select(origin => origin.Value);

    private static string Limit(StackRun run)
        => XElement.Parse(run.One("PolicyFragment", "fragment-body-limit").Text("value")!).Descendants("when").Single()
            .Attribute("condition")!
            .Value;
}

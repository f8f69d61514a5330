using Platform.Gateway.Policies.Access;
using Platform.Gateway.Policies.Cache;
using Platform.Gateway.Policies.Content;
using Platform.Gateway.Policies.Control;
using Platform.Gateway.Policies.Limits;
using Platform.Gateway.Policies.Tokens;
using Platform.Gateway.Policies.Transform;

namespace Platform.Gateway.Policies;

/// <summary>
/// Every policy that the gateway executes, and the sections it may stand in:
/// https://learn.microsoft.com/azure/api-management/api-management-policies
/// </summary>
internal static class PolicyCatalog
{
    private static readonly string[] _anywhere = ["inbound", "backend", "outbound", "on-error"];
    private static readonly string[] _inbound = ["inbound"];

    private static readonly Dictionary<string, (string[] Sections, Func<PolicyElement, PolicyStatement> Read)> _policies = new()
    {
        ["authentication-managed-identity"] = (_inbound, element => new ManagedIdentity(element)),
        ["base"] = (_anywhere, element => new BaseStatement(element)),
        ["cache-lookup"] = (_inbound, element => new CacheLookup(element)),
        ["cache-lookup-value"] = (_anywhere, element => new CacheLookupValue(element)),
        ["cache-remove-value"] = (_anywhere, element => new CacheRemoveValue(element)),
        ["cache-store"] = (["outbound"], element => new CacheStore(element)),
        ["cache-store-value"] = (_anywhere, element => new CacheStoreValue(element)),
        ["check-header"] = (_inbound, element => new CheckHeader(element)),
        ["choose"] = (_anywhere, element => new Choose(element)),
        ["cors"] = (_inbound, element => new Cors(element)),
        ["emit-metric"] = (_anywhere, element => new EmitMetric(element)),
        ["forward-request"] = (["backend"], element => new ForwardRequest(element)),
        ["ip-filter"] = (_inbound, element => new IpFilter(element)),
        ["limit-concurrency"] = (_anywhere, element => new LimitConcurrency(element)),
        ["llm-emit-token-metric"] = (_inbound, element => new EmitTokenMetric(element)),
        ["llm-token-limit"] = (_inbound, element => new TokenLimit(element)),
        ["mock-response"] = (["inbound", "outbound", "on-error"], element => new MockResponse(element)),
        ["quota"] = (_inbound, element => new Quota(element)),
        ["quota-by-key"] = (_inbound, element => new QuotaByKey(element)),
        ["rate-limit"] = (_inbound, element => new RateLimit(element)),
        ["rate-limit-by-key"] = (_inbound, element => new RateLimitByKey(element)),
        ["retry"] = (_anywhere, element => new Retry(element)),
        ["return-response"] = (_anywhere, element => new ReturnResponse(element)),
        ["rewrite-uri"] = (_inbound, element => new RewriteUri(element)),
        ["set-backend-service"] = (["inbound", "backend"], element => new SetBackendService(element)),
        ["set-body"] = (["inbound", "backend", "outbound"], element => new SetBody(element)),
        ["set-header"] = (_anywhere, element => new SetHeader(element)),
        ["set-method"] = (["inbound", "on-error"], element => new SetMethod(element)),
        ["set-query-parameter"] = (["inbound", "backend"], element => new SetQueryParameter(element)),
        ["set-status"] = (_anywhere, element => new SetStatus(element)),
        ["set-variable"] = (_anywhere, element => new SetVariable(element)),
        ["trace"] = (_anywhere, element => new Trace(element)),
        ["validate-azure-ad-token"] = (_inbound, element => ValidateToken.OfEntra(element)),
        ["validate-content"] = (["inbound", "outbound", "on-error"], element => new ValidateContent(element)),
        ["validate-jwt"] = (_inbound, element => ValidateToken.OfAnyIssuer(element)),
    };

    // By the reference of each
    private static readonly string[] _once = ["cache-lookup", "cache-store", "cors", "quota", "rate-limit"];

    /// <returns>One statement; of a fragment, all of its own.</returns>
    /// <exception cref="GatewayStartException">The policy is unknown, or may not stand in the section.</exception>
    public static PolicyStatement[] Read(PolicyElement element)
    {
        element.ReadId();
        if (element.Name == "include-fragment")
            return element.Finish(Fragment(element));
        if (!_policies.TryGetValue(element.Name, out var policy))
            throw element.Position.Error(
                $"unknown policy <{element.Name}>; known: {string.Join(", ", _policies.Keys.Append("include-fragment").Order())}");
        if (!policy.Sections.Contains(element.Reading.Section))
            throw element.Position.Error(
                $"<{element.Name}> stands in the section {element.Reading.Section}; allowed: {string.Join(", ", policy.Sections)}");
        if (_once.Contains(element.Name) && !element.Reading.Once.Add((element.Reading.Section, element.Name)))
            throw element.Position.Error(
                $"<{element.Name}> stands a second time in the section {element.Reading.Section}; it can only be used once there");
        return [element.Finish(policy.Read(element))];
    }

    // https://learn.microsoft.com/azure/api-management/policy-fragments: neither sections, nor base, nor fragments
    private static PolicyStatement[] Fragment(PolicyElement element)
    {
        var name = element.Literal("fragment-id") ?? element.Required("fragment-id").Literal!;
        if (!element.Reading.Resources.Fragments.TryGetValue(name, out var fragment))
            throw element.Position.Error(
                $"there is no fragment '{name}'; there are: {string.Join(", ", element.Reading.Resources.Fragments.Keys.Order())}");
        var text = PolicyDocumentText.Parse(fragment.Document, fragment.Text);
        if (text.Root.Name != "fragment")
            throw text.PositionOf(text.Root).Error($"a fragment begins with <fragment>, not <{text.Root.Name}>");
        if (text.Root.Descendants().FirstOrDefault(each => each.Name.LocalName is "base" or "include-fragment") is { } nested)
            throw text.PositionOf(nested).Error($"a fragment has a <{nested.Name}>; allowed are policies alone");
        var root = new PolicyElement(text.Root, text, element.Reading, element.Path);
        return root.Finish(root.Statements());
    }
}

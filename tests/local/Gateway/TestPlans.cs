using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Platform.Gateway.Tests;

/// <summary>Plans to make gateways of.</summary>
internal static class TestPlans
{
    public static string Dev { get; } = Committed("dev");
    public static string Prod { get; } = Committed("prod");

    /// <summary>The plan as the newer SKUs have it: the tiers' policies have another quota.</summary>
    public static string DevOfNewerSku { get; } = WithPolicies(
        Dev, "ProductPolicy", resource => Policy("tier.xml")
        .Replace("<include-fragment fragment-id=\"$(fragments)\" />", "").Replace("$(quota)", Policy("Parts/quota.xml"))
        .Replace("$(callsPerMinute)", resource.Contains("free") ? "10" : "120").Replace(
            "$(callsPerMonth)", resource.Contains("free") ? "1000" : "100000"));

    public static string WithPolicies(string plan, string kind, Func<string, string> policyOf)
    {
        var root = JsonNode.Parse(plan)!;
        foreach (var resource in root["resources"]!.AsArray().Where(each => (string?)each!["type"] == $"azure-native:apimanagement:{kind}"))
            resource!["inputs"]!["value"] = policyOf((string)resource["path"]!);
        return root.ToJsonString();
    }

    public static string OfApi(string policy, params (string Name, string Text)[] fragments)
    {
        var resources = new JsonArray
        {
            Resource("service", "ApiManagementService", []),
            Resource(
                "api", "Api",
                new()
                {
                    ["apiId"] = "api", ["path"] = "api", ["subscriptionRequired"] = false, ["serviceUrl"] = "http://backend.example/base",
                }),
            Resource(
                "item", "ApiOperation",
                new() { ["apiId"] = "api", ["operationId"] = "item", ["method"] = "GET", ["urlTemplate"] = "/item/{id}" }),
            Resource(
                "send", "ApiOperation",
                new() { ["apiId"] = "api", ["operationId"] = "send", ["method"] = "POST", ["urlTemplate"] = "/item/{id}" }),
            Resource("api-policy", "ApiPolicy", new() { ["apiId"] = "api", ["format"] = "xml", ["value"] = policy }),
        };
        foreach (var (name, text) in fragments)
            resources.Add(Resource(name, "PolicyFragment", new() { ["value"] = text }));
        return new JsonObject { ["resources"] = resources }.ToJsonString();
    }

    /// <summary>One API <c>/api</c> with the operations of an OpenAPI document.</summary>
    public static string OfDocument(string document, string policy) => new JsonObject
    {
        ["resources"] = new JsonArray(
            Resource("service", "ApiManagementService", []),
            Resource("api", "Api", new()
            {
                ["apiId"] = "api", ["path"] = "api", ["subscriptionRequired"] = false, ["serviceUrl"] = "http://backend.example/base",
                ["format"] = "openapi+json", ["value"] = document,
            }),
            Resource("api-policy", "ApiPolicy", new() { ["apiId"] = "api", ["format"] = "xml", ["value"] = policy })),
    }.ToJsonString();

    /// <summary>A plan and one more resource.</summary>
    public static string With(string plan, string path, string kind, JsonObject inputs)
    {
        var root = JsonNode.Parse(plan)!;
        root["resources"]!.AsArray().Add(Resource(path, kind, inputs));
        return root.ToJsonString();
    }

    private static JsonObject Resource(string path, string kind, JsonObject inputs)
        => new() { ["path"] = path, ["type"] = $"azure-native:apimanagement:{kind}", ["inputs"] = inputs };

    private static string Policy(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", file));

    private static string Committed(string stack)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plans", $"{stack}.yaml")))!;
        return System.Text.Json.JsonSerializer.Serialize(yaml);
    }
}

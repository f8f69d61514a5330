using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Platform.Bench.Gateways;

/// <summary>
/// The plan of dev as it is committed, made fit for load: limits beyond what a load generator sends, a backend without TLS.
/// </summary>
internal static partial class GatewayPlan
{
    public const string BackendHost = "inference.dev.platform.internal";

    private const string Kind = "azure-native:apimanagement:";

    public static JsonNode Read()
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "review", "plans", "dev.yaml")))!;
        var plan = JsonNode.Parse(JsonSerializer.Serialize(yaml).Replace($"https://{BackendHost}", $"http://{BackendHost}"))!;
        foreach (var policy in Of(plan, "ProductPolicy"))
            policy["inputs"]!["value"] = Calls().Replace((string)policy["inputs"]!["value"]!, "calls=\"2000000000\"");
        return plan;
    }

    /// <summary>With so many tiers, each as the free one, and their names.</summary>
    public static IReadOnlyList<string> Multiply(JsonNode plan, int tiers)
    {
        var resources = plan["resources"]!.AsArray();
        var names = Enumerable.Range(1, tiers).Select(number => $"tier-{number}").ToArray();
        foreach (var kind in new[] { "Product", "ProductPolicy", "ProductApi" })
        {
            var free = Of(plan, kind).First(each => (string?)each["inputs"]!["productId"] == "free");
            foreach (var name in names)
            {
                var copy = free.DeepClone();
                (copy["path"], copy["inputs"]!["productId"]) = ($"platform/gateway/{name}-{kind}", name);
                resources.Add(copy);
            }
        }

        return names;
    }

    private static IEnumerable<JsonNode> Of(JsonNode plan, string kind)
        => [.. plan["resources"]!.AsArray().Where(each => (string?)each!["type"] == Kind + kind).Select(each => each!)];

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("(?<=\\s)calls=\"\\d+\"")]
    private static partial Regex Calls();
}

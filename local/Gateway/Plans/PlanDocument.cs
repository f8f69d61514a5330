using System.Text.Json;

namespace Platform.Gateway.Plans;

/// <summary>A plan as <c>dotnet platform.cs plan --stack dev --format json</c> prints it.</summary>
internal sealed class PlanDocument
{
    private const string Prefix = "azure-native:apimanagement:";

    private readonly ILookup<string, PlannedResource> _byKind;

    private PlanDocument(IEnumerable<PlannedResource> resources) => _byKind = resources.ToLookup(each => each.Type[Prefix.Length..]);

    /// <exception cref="GatewayStartException">It is no plan, or has no gateway.</exception>
    public static PlanDocument Parse(string text)
    {
        var resources = Resources(text).EnumerateArray().SelectMany(Read).ToArray();
        return resources.Any(each => each.Type == $"{Prefix}ApiManagementService")
            ? new(resources)
            : throw new GatewayStartException($"the plan has no gateway: no resource of the type {Prefix}ApiManagementService");
    }

    /// <summary>Of the service, such as StandardV2.</summary>
    public string? Sku => Of("ApiManagementService").First().Inputs is var service && service.ValueKind == JsonValueKind.Object
        && service.TryGetProperty("sku", out var sku) && sku.TryGetProperty("name", out var name) ? name.GetString() : null;

    /// <param name="kind">Such as ProductPolicy.</param>
    public IEnumerable<PlannedResource> Of(string kind) => _byKind[kind];

    private static JsonElement Resources(string text)
    {
        try
        {
            var root = JsonDocument.Parse(text).RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("resources", out var resources)
                && resources.ValueKind == JsonValueKind.Array
                ? resources
                : throw NoPlan("it has no list 'resources'.");
        }
        catch (JsonException error)
        {
            throw NoPlan(error.Message);
        }
    }

    private static IEnumerable<PlannedResource> Read(JsonElement resource)
    {
        if (resource.ValueKind != JsonValueKind.Object || !TryText(resource, "path", out var path)
            || !TryText(resource, "type", out var type)
            || !resource.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Object)
            throw NoPlan("a resource of it has no 'path', 'type' and 'inputs'.");
        if (type.StartsWith(Prefix, StringComparison.Ordinal))
            return [new(path, type, inputs)];
        return type switch
        {
            "azure-native:resources:Resource" => OfAnyType(path, inputs),
            "azure-native:resources:Deployment" => OfTemplate(path, inputs),
            _ => [],
        };
    }

    private static bool TryText(JsonElement resource, string name, out string text)
    {
        text = resource.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text.Length > 0;
    }

    private static GatewayStartException NoPlan(string why)
        => new($"this is no plan: {why} A plan is what `dotnet platform.cs plan --stack dev --format json` prints.");

    // Backends that name their authority are of a type that the provider does not know by name yet
    private static IEnumerable<PlannedResource> OfAnyType(string path, JsonElement inputs)
    {
        if (!inputs.TryGetProperty("resourceType", out var kind) || kind.GetString() != "backends")
            return [];
        var properties = inputs.GetProperty("properties").EnumerateObject().ToDictionary(each => each.Name, each => each.Value);
        properties["backendId"] = inputs.GetProperty("resourceName");
        return [new(path, $"{Prefix}Backend", JsonSerializer.SerializeToElement(properties))];
    }

    // The global policy takes the place of the one that Azure makes with a service, which a template does and the provider does not
    private static IEnumerable<PlannedResource> OfTemplate(string path, JsonElement inputs)
    {
        if (!inputs.TryGetProperty("properties", out var properties) || !properties.TryGetProperty("template", out var template))
            yield break;
        foreach (var resource in template.GetProperty("resources").EnumerateArray())
        {
            var type = resource.GetProperty("type").GetString()!;
            if (type == "Microsoft.ApiManagement/service/policies")
                yield return new(path, $"{Prefix}Policy", resource.GetProperty("properties"));
            else if (type.StartsWith("Microsoft.ApiManagement/service/", StringComparison.Ordinal)
                && type.EndsWith("/policies", StringComparison.Ordinal))
                throw new GatewayStartException(
                    $"{path}: a template's '{type}' is not known here; allowed: Microsoft.ApiManagement/service/policies");
        }
    }
}

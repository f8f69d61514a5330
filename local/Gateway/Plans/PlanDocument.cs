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
        try
        {
            var root = JsonDocument.Parse(text).RootElement;
            var resources = root.GetProperty("resources").EnumerateArray().SelectMany(Read).ToArray();
            return resources.Any(each => each.Type == $"{Prefix}ApiManagementService")
                ? new(resources)
                : throw new GatewayStartException("the plan has no gateway: no resource of the type azure-native:apimanagement:ApiManagementService");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new GatewayStartException(
                $"this is no plan: {error.Message} A plan is what `dotnet platform.cs plan --stack dev --format json` prints.");
        }
    }

    /// <summary>Of the service, such as StandardV2.</summary>
    public string? Sku => Of("ApiManagementService").First().Inputs is var service && service.ValueKind == JsonValueKind.Object
        && service.TryGetProperty("sku", out var sku) && sku.TryGetProperty("name", out var name) ? name.GetString() : null;

    /// <param name="kind">Such as ProductPolicy.</param>
    public IEnumerable<PlannedResource> Of(string kind) => _byKind[kind];

    private static IEnumerable<PlannedResource> Read(JsonElement resource)
    {
        var (path, type, inputs) = (resource.GetProperty("path").GetString()!, resource.GetProperty("type").GetString()!, resource.GetProperty("inputs"));
        if (type.StartsWith(Prefix, StringComparison.Ordinal))
            return [new(path, type, inputs)];
        return type switch
        {
            "azure-native:resources:Resource" => OfAnyType(path, inputs),
            "azure-native:resources:Deployment" => OfTemplate(path, inputs),
            _ => [],
        };
    }

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
            else if (type.StartsWith("Microsoft.ApiManagement/service/", StringComparison.Ordinal) && type.EndsWith("/policies", StringComparison.Ordinal))
                throw new GatewayStartException($"{path}: a template's '{type}' is not known here; allowed: Microsoft.ApiManagement/service/policies");
        }
    }
}

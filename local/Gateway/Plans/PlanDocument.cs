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
            var resources = root.GetProperty("resources").EnumerateArray().Select(Read).OfType<PlannedResource>().ToArray();
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

    /// <param name="kind">Such as ProductPolicy.</param>
    public IEnumerable<PlannedResource> Of(string kind) => _byKind[kind];

    // Backends that name their authority are of a type that the provider does not know by name yet
    private static PlannedResource? Read(JsonElement resource)
    {
        var (path, type, inputs) = (resource.GetProperty("path").GetString()!, resource.GetProperty("type").GetString()!, resource.GetProperty("inputs"));
        if (type == "azure-native:resources:Resource" && inputs.TryGetProperty("resourceType", out var kind) && kind.GetString() == "backends")
        {
            var properties = inputs.GetProperty("properties").EnumerateObject().ToDictionary(each => each.Name, each => each.Value);
            properties["backendId"] = inputs.GetProperty("resourceName");
            return new(path, $"{Prefix}Backend", JsonSerializer.SerializeToElement(properties));
        }

        return type.StartsWith(Prefix, StringComparison.Ordinal) ? new(path, type, inputs) : null;
    }
}

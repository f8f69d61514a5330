using System.Text.Json;

namespace Platform.Gateway.Plans;

/// <summary>A resource of the plan: where it stands there, what it is, what it is made of.</summary>
internal sealed record PlannedResource(string Path, string Type, JsonElement Inputs)
{
    public const string Secret = "[secret]";

    public string? Text(string name) => Inputs.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()
        : null;

    public bool IsTrue(string name, bool otherwise = false) => Inputs.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    public string Required(string name)
        => Text(name) ?? throw new GatewayStartException($"{Path}: the plan has no '{name}' of this {Type.Split(':')[^1]}");
}

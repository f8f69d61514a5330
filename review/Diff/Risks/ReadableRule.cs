using System.Text.Json.Nodes;
using Platform.Review.Secrets;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>Values that were secret, and are to be read from now on: in the cloud, in the state, or among the outputs.</summary>
internal static class ReadableRule
{
    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change is { Before: null } or { After: null })
            return [];
        return change.Properties.SelectMany(property => Of(change.Resource.Type, property));
    }

    /// <summary>Of one of the stack's outputs.</summary>
    public static IEnumerable<Risk> OfOutput(PropertyChange output)
        => IsUncovered(output) ? [new(RiskKind.Exposure, $"the output {output.Path} can be read")] : [];

    private static IEnumerable<Risk> Of(string type, PropertyChange property)
    {
        if (IsUncovered(property))
            yield return new(RiskKind.Exposure, $"{property.Path} can be read");
        if (type == "azure-native:apimanagement:NamedValue" && property.Path.Schema == "secret" && $"{property.Before}" == "true")
            yield return new(RiskKind.Exposure, "the value can be read");
        if (property.Path.Schema == "options.additionalSecretOutputs" && property.After is null)
        {
            foreach (var name in property.Before is JsonArray names ? names.ToArray() : [property.Before])
                yield return new(RiskKind.Exposure, $"'{name}' can be read in the state");
        }
    }

    private static bool IsUncovered(PropertyChange change)
        => SecretMask.Is(change.Before) && change.After is not null && !SecretMask.Is(change.After);
}

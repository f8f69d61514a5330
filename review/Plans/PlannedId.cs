using System.Collections.Immutable;
using System.Text.Json;
using Platform.Review.Azure.Kinds;
using Platform.Review.Evaluation;

namespace Platform.Review.Plans;

/// <summary>The id in Azure of a resource in a plan.</summary>
internal static class PlannedId
{
    /// <returns>Null for what is not in Azure, and for types and inputs that the present plan
    /// does without: a former one may hold them.</returns>
    public static string? Of(PlannedResource resource)
    {
        if (KindCatalogue.Find(resource.Type) is not { Path: not null })
            return null;
        var texts = resource.Inputs.Where(input => input.Value?.GetValueKind() == JsonValueKind.String)
            .ToImmutableDictionary(input => input.Key, object (input) => (string)input.Value!);
        try
        {
            return ArmId.Of(resource.Type, resource.Name, texts);
        }
        catch (ReviewException)
        {
            return null;
        }
    }
}

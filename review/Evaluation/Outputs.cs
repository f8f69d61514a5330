using System.Collections.Immutable;

namespace Platform.Review.Evaluation;

/// <summary>Maps of outputs.</summary>
internal static class Outputs
{
    public static ImmutableDictionary<string, object> Of(params (string Name, object Value)[] outputs)
        => outputs.ToImmutableDictionary(output => output.Name, output => output.Value);

    /// <summary>Both maps, at every depth; where both have a value, the other one's.</summary>
    public static ImmutableDictionary<string, object> MergedWith(
        this ImmutableDictionary<string, object> outputs, ImmutableDictionary<string, object> others)
    {
        var merged = outputs.ToBuilder();
        foreach (var (name, other) in others)
        {
            merged[name] = merged.GetValueOrDefault(name) is ImmutableDictionary<string, object> inner
                && other is ImmutableDictionary<string, object> more ? inner.MergedWith(more) : other;
        }

        return merged.ToImmutable();
    }
}

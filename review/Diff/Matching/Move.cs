using Platform.Review.Plans;

namespace Platform.Review.Diff.Matching;

/// <summary>A resource that the program now keeps somewhere else.</summary>
/// <param name="From">The former path.</param>
/// <param name="Alias">What the program lacks to keep the resource, in C#; null if Pulumi will find it as it is.</param>
internal sealed record Move(string From, string? Alias)
{
    /// <returns>The move, or null if the resource is where it was.</returns>
    public static Move? Of(ResourceMatch match, Urns before, Urns after)
    {
        var (was, isNow) = (before.Of(match.Before), after.Of(match.After));
        if (match.Before.Path == match.After.Path && was == isNow)
            return null;
        return new(match.Before.Path, was == isNow || after.AliasesOf(match.After).Contains(was) ? null : Missing(match, before, after));
    }

    private static string Missing(ResourceMatch match, Urns before, Urns after)
    {
        var parts = new List<string>();
        if (match.Before.Name != match.After.Name)
            parts.Add($"Name = \"{match.Before.Name}\"");
        if (match.Before.Type != match.After.Type)
            parts.Add($"Type = \"{match.Before.Type}\"");
        if (before.ParentOf(match.Before) is { } parent && !SameParent(parent, after.ParentOf(match.After), before, after))
            parts.Add(parent.Parent is null ? "NoParent = true" : $"ParentUrn = \"{before.Of(parent)}\"");
        return $"Aliases = {{ new Alias {{ {string.Join(", ", parts)} }} }}";
    }

    private static bool SameParent(PlannedResource was, PlannedResource? isNow, Urns before, Urns after)
        => isNow is not null && before.Of(was) == after.Of(isNow);
}

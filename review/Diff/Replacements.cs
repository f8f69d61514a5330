using Platform.Review.Diff.Matching;

namespace Platform.Review.Diff;

/// <summary>What is created anew along with something else, because its option <c>replaceWith</c> names it.</summary>
internal static class Replacements
{
    public static IReadOnlyList<ResourceChange> With(IEnumerable<ResourceChange> changes, IReadOnlyList<ResourceMatch> matches)
    {
        List<ResourceChange> all = [.. changes];
        ResourceMatch[] followers = [.. matches.Where(match => match.After is { Custom: true, Options.ReplaceWith: not null })];
        while (followers.FirstOrDefault(match => !IsReplaced(all, match) && LeaderOf(match, all) is not null) is { } next)
        {
            var index = all.FindIndex(change => ReferenceEquals(change.After, next.After));
            var change = index < 0 ? new(ChangeKind.Changed, next.Before, next.After, [], null) : all[index];
            change = change with { Kind = ChangeKind.Replaced, Cause = $"it is created anew along with {LeaderOf(next, all)}" };
            if (index < 0)
                all.Add(change);
            else
                all[index] = change;
        }

        return all;
    }

    private static bool IsReplaced(List<ResourceChange> changes, ResourceMatch match)
        => changes.Any(change => ReferenceEquals(change.After, match.After) && change.Kind is ChangeKind.Replaced);

    private static string? LeaderOf(ResourceMatch match, List<ResourceChange> changes) => match.After.Options.ReplaceWith!
        .FirstOrDefault(path => changes.Any(change => change.Kind is ChangeKind.Replaced && change.Path == path));
}

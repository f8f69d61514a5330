using System.Text.Json.Nodes;
using Platform.Review.Diff.Matching;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Diff;

/// <summary>Compares a resource with its former self.</summary>
internal sealed class ResourceComparison
{
    private readonly Urns _before;
    private readonly Urns _after;
    private readonly IReadOnlyList<string> _images;
    private readonly Dictionary<string, string> _paths;

    /// <param name="matches">What is compared.</param>
    /// <param name="before">The names of the former plan.</param>
    /// <param name="after">The names of the present one.</param>
    /// <param name="images">The images, by their outputs, whose tags are others: what is named by one has another name.</param>
    public ResourceComparison(ResourceMatches matches, Urns before, Urns after, IReadOnlyList<string> images)
    {
        (_before, _after, _images) = (before, after, images);
        _paths = matches.Both.DistinctBy(match => match.Before.Path)
            .ToDictionary(match => match.Before.Path, match => match.After.Path, StringComparer.Ordinal);
    }

    /// <returns>Null if the cloud stays as it is; components are not in the cloud.</returns>
    public ResourceChange? Compare(ResourceMatch match)
    {
        if (!match.After.Custom)
            return null;
        var move = Move.Of(match, _before, _after);
        PropertyChange[] changes = [.. Inputs(match), .. Options(match)];
        var isNamedByImage = _images.Any(match.After.IsNamedByImage);
        if (move is null && changes is [] && !isNamedByImage)
            return null;
        var kind = isNamedByImage || changes.Any(change => change.Replaces) ? ChangeKind.Replaced
            : move is not null ? ChangeKind.Moved
            : ChangeKind.Changed;
        return new ResourceChange(kind, match.Before, match.After, changes, move)
        {
            Cause = isNamedByImage
            ? "its name has the tag of the image: another image has one of its own, made before this one goes"
            : null,
        };
    }

    // What Pulumi is told to ignore stays as it is in the cloud.
    private static IEnumerable<PropertyChange> Inputs(ResourceMatch match)
    {
        if (JsonNode.DeepEquals(match.Before.Inputs, match.After.Inputs))
            return [];
        var (ignored, replacing) = (match.After.Options.IgnoreChanges ?? [], match.After.Options.ReplaceOnChanges ?? []);
        return ValueDiff.Between(PropertyPath.Root, match.Before.Inputs, match.After.Inputs, match.After.Type)
            .Where(change => !ignored.Any(change.Path.IsCoveredBy))
            .Select(
                change =>
                    change with { Replaces = KindInputs.MakeAnew(match.After.Type, change.Path) || replacing.Any(change.Path.IsCoveredBy) })
            .Select(change => change with { Refusal = change.Replaces ? null : KindInputs.RefusalOf(match.After.Type, change) });
    }

    private IEnumerable<PropertyChange> Options(ResourceMatch match)
    {
        var path = PropertyPath.Root.Member("options");
        return ValueDiff.Between(path, Shown(Renamed(match.Before.Options)), Shown(match.After.Options))
            .Select(change => change with
            {
                Replaces = change.Path.Schema == "options.replacementTrigger"
                    || (change.Path.Schema == "options.provider" && !MayChangeProvider(match.After.Type)),
            });
    }

    // The engine asks the new provider whether what the other one made is to be made anew, which Azure's and Entra's never say:
    // https://github.com/pulumi/pulumi/pull/18509, DiffConfig in
    // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go
    private static bool MayChangeProvider(string type) => type.Split(':')[0] is "azure-native" or "azuread";

    // Aliases are said by what they are for, a move that keeps its resource; without one they do nothing. Off is as good as not set.
    private static JsonNode? Shown(PlannedOptions options) => PlanDocument.Options(
        options with
        {
            Aliases = null,
            DeleteBeforeReplace = options.DeleteBeforeReplace is true ? true : null,
            Protect = options.Protect is true ? true : null,
            RetainOnDelete = options.RetainOnDelete is true ? true : null,
        });

    private PlannedOptions Renamed(PlannedOptions options) => options with
    {
        DependsOn = options.DependsOn?.Select(Renamed).ToArray(),
        ReplaceWith = options.ReplaceWith?.Select(Renamed).ToArray(),
        DeletedWith = options.DeletedWith is { } whole ? Renamed(whole) : null,
        Provider = options.Provider is { } provider ? Renamed(provider) : null,
    };

    private string Renamed(string path) => _paths.GetValueOrDefault(path, path);
}

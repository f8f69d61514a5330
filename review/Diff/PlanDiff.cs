using Platform.Review.Diff.Images;
using Platform.Review.Diff.Matching;
using Platform.Review.Diff.Risks;
using Platform.Review.Diff.Shown;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Values;

namespace Platform.Review.Diff;

/// <summary>What a change of the program does to a stack in the cloud.</summary>
/// <param name="Changes">Most serious first, then by kind and path.</param>
/// <param name="Outputs">What differs among the stack's outputs.</param>
internal sealed record PlanDiff(string Stack, IReadOnlyList<ResourceChange> Changes, IReadOnlyList<PropertyChange> Outputs)
{
    /// <summary>What of the outputs wants a second look.</summary>
    public IEnumerable<Risk> OutputRisks => Outputs.SelectMany(ReadableRule.OfOutput);

    /// <summary>The images of the stack that are rolled out because they are others.</summary>
    public IReadOnlyList<ImageChange> Images { get; init; } = [];

    /// <summary>How many resources stay as they are; null where nobody knows, as with previews that leave them out.</summary>
    public int? Unchanged { get; init; }

    public bool IsEmpty => Changes.Count == 0 && Outputs.Count == 0 && Images.Count == 0;

    /// <param name="before">The plan as it was committed, or null if there was none.</param>
    /// <param name="after">The plan as it would be committed.</param>
    /// <param name="images">Which images are others, whose tags are in neither plan; those of other stacks do no harm.</param>
    public static PlanDiff Between(Plan? before, Plan after, IReadOnlyList<ImageChange>? images = null)
    {
        before ??= after with { Resources = [], Outputs = [] };
        ImageChange[] own = [.. (images ?? []).Where(image => after.Outputs.ContainsKey(image.Output))];
        foreach (var image in own.Where(image => image.Before is not null))
            (before, after) = (before.WithImageTag(image.Output, image.Before!), after.WithImageTag(image.Output, image.After));
        var matches = ResourceMatches.Between(before, after);
        var comparison = new ResourceComparison(
            matches, new Urns(before), new Urns(after), [.. own.Where(image => image.Before is not null).Select(image => image.Output)]);
        var changes = matches.Both.Select(comparison.Compare).OfType<ResourceChange>()
            .Concat(
                matches.Removed.Where(resource => resource.Custom)
                    .Select(resource => new ResourceChange(ChangeKind.Removed, resource, null, [], null)))
            .Concat(
                matches.Added.Where(resource => resource.Custom)
                    .Select(resource => new ResourceChange(ChangeKind.Added, null, resource, [], null)));
        var all = Replacements.With(changes, matches.Both);
        var outputs = ValueDiff.Between(PropertyPath.Root, before.Outputs, after.Outputs).ToArray();
        return Of(after.Stack, all, outputs, new KnownNames(before, after)) with
        {
            Images = own,
            Unchanged = after.Resources.Count(resource => resource.Custom) - all.Count(change => change.After is not null),
        };
    }

    /// <param name="changes">In any order, without their risks.</param>
    /// <param name="names">What ids stand for; roles alone, unless given.</param>
    public static PlanDiff Of(
        string stack, IEnumerable<ResourceChange> changes, IReadOnlyList<PropertyChange> outputs, KnownNames? names = null)
    {
        names ??= new();
        return new(stack, InOrder(changes.Select(change => Whole(change, names))), outputs);
    }

    private static ResourceChange Whole(ResourceChange change, KnownNames names) => change with
    {
        Risks = RiskRules.Of(change),
        Properties = [.. change.Properties.Select(each => each with { Names = (names.Of(each.Before), names.Of(each.After)) })],
        Inputs = change.Before is null || change.After is null ? MainInputs.Of(change.Resource, names) : [],
    };

    private static ResourceChange[] InOrder(IEnumerable<ResourceChange> changes)
        => [.. changes.OrderBy(change => change.Risks[0].Kind).ThenBy(change => change.Kind)
            .ThenBy(change => change.Path, StringComparer.Ordinal)];
}

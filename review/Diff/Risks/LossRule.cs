using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;

namespace Platform.Review.Diff.Risks;

/// <summary>Deletions and replacements of what holds data or identity, or is protected; and protection that is lifted.</summary>
internal static class LossRule
{
    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.Before is not { } before)
            yield break;
        var isProtected = before.Options.Protect is true;
        if (Fate(change, before) is { } fate && (isProtected || HoldsMuch(before)))
            yield return new(RiskKind.Loss, $"{fate}, and it {(isProtected ? "is protected" : "holds data or identity")}");
        if (isProtected && change.After is { Options.Protect: not true })
            yield return new(RiskKind.Loss, "protection is lifted");
    }

    private static bool HoldsMuch(PlannedResource resource)
        => KindCatalogue.Find(resource.AsTyped().Type) is { Holds: not Holding.Nothing };

    private static string? Fate(ResourceChange change, PlannedResource before) => change.Kind switch
    {
        ChangeKind.Removed when before.Options.RetainOnDelete is not true => "deleted",
        ChangeKind.Replaced => "created anew",
        ChangeKind.Moved when change.Move is { Alias: not null } => "created anew for want of an alias",
        _ => null,
    };
}

using Platform.Review.Diff;
using Platform.Review.Previews;

namespace Platform.Review.Report.Diffs;

/// <summary>Pulumi's own previews in the shape of the offline diff.</summary>
internal static class PreviewReport
{
    /// <summary>What the program would change in the cloud.</summary>
    /// <exception cref="ReviewException">The document is of a refresh alone.</exception>
    public static DiffReport OfProgram(PreviewDocument document, string file)
        => document.OfProgram is [] ? throw Fault($"'{file}' is of a refresh, and shows what drifted: give it with --drift.")
            : Report(DiffSource.Preview, document, file, new PreviewChanges(document.Paths, isDrift: false).Of(document.OfProgram), []);

    /// <summary>What is otherwise in the cloud than it was deployed: before, the stack's state; after, the cloud.</summary>
    /// <exception cref="ReviewException">The document is of no refresh, or does not say what differs.</exception>
    public static DiffReport OfDrift(PreviewDocument document, string file)
    {
        if (!document.WasRefreshed)
            throw Fault(
                $"'{file}' is of a preview that did not look at the cloud: write it with `pulumi refresh --preview-only --json`, "
                + "or give it with --preview.");
        var comparison = new PreviewChanges(document.Paths, isDrift: true);
        var changes = comparison.Of(document.Refreshed).ToArray();
        // A preview with --refresh counts what the program does, and not what drifted.
        var counted = document.OfProgram is []
            ? document.Count("update") + document.Count("delete") - comparison.MovedByAzure
            : changes.Length;
        if (changes is [] && counted > 0)
            throw Fault(
                $"'{file}' counts {counted} that differ, and does not say how: the Pulumi CLI that wrote it is older than 3.132. "
                + "Update it, and write the file anew.");
        string[] untold = counted > changes.Length
            ? [
                $"Pulumi counts {counted} that differ, and says of {changes.Length} how; "
                + "`pulumi refresh --preview-only --diff` may say more."]
            : [];
        return Report(DiffSource.Drift, document, file, changes, untold);
    }

    private static DiffReport Report(
        DiffSource source, PreviewDocument document, string file, IEnumerable<ResourceChange> changes, string[] notes)
        => new($"the stack's state, by {Path.GetFileName(file)}", [PlanDiff.Of(document.Stack, changes, [])])
        {
            Source = source,
            Notes =
            [
                .. notes,
                .. document.Diagnostics.Where(diagnostic => diagnostic.Severity == "error").Select(Unseen),
                .. document.Diagnostics.Where(diagnostic => diagnostic.Severity == "warning").Select(Warning),
            ],
        };

    private static string Unseen(PreviewDiagnostic diagnostic)
        => $"Pulumi could not look at {(diagnostic.Urn is { } urn && Urn.Parse(urn) is { } of ? of.Name : "a resource")}, "
        + $"which is therefore not compared: {diagnostic.Message.ReplaceLineEndings(" ")}";

    private static string Warning(PreviewDiagnostic diagnostic)
    {
        var about = diagnostic.Urn is { } urn && Urn.Parse(urn) is { } of ? $" of {of.Name}" : "";
        return $"Pulumi warns{about}: {diagnostic.Message.ReplaceLineEndings(" ")}";
    }

    private static ReviewException Fault(string message) => new(message) { ExitCode = ExitCodes.UnreadablePreview };
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Previews;

/// <summary>Reads what Pulumi says it would do.</summary>
internal static class PreviewReader
{
    // Documents of Pulumi's that are easily taken for a preview, by a member that only they have.
    private static readonly (string Member, string What)[] _others =
    [
        ("sequence", "a stream of events, of one event: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW"),
        ("result", "the short summary that `--output json` writes, and names no property: write it with `--json`"),
        ("resourcePlans", "a plan of `--save-plan`, for `pulumi up --plan`: write the preview with `--json`"),
        ("deployment", "a stack's state, of `pulumi stack export`"),
        ("resource_changes", "a plan of Terraform or OpenTofu: this platform is Pulumi's; write the preview with `pulumi preview --json`"),
        ("planned_values", "a plan of Terraform or OpenTofu: this platform is Pulumi's; write the preview with `pulumi preview --json`"),
        ("terraform_version", "Terraform's or OpenTofu's: this platform is Pulumi's; write the preview with `pulumi preview --json`"),
        ("changes", "a what-if of Azure Resource Manager, which knows no program: write the preview with `pulumi preview --json`"),
        ("events", "a page of Pulumi Cloud's events of an update: write the preview with `pulumi preview --json`"),
        ("resources", "a plan of this repository: compare it with `diff --base`"),
    ];

    /// <exception cref="ReviewException">The file holds no preview, only a part of one, or one that failed.</exception>
    /// <param name="isDrift">
    /// Whether it is of a refresh, in which what one resource answered, as 404 out of turn, says nothing of the others.
    /// </param>
    public static async Task<PreviewDocument> ReadAsync(string file, bool isDrift, CancellationToken cancellationToken)
        => Read(await PreviewText.ReadAsync(file, cancellationToken), file, isDrift);

    /// <inheritdoc cref="ReadAsync"/>
    public static PreviewDocument Read(JsonObject document, string file, bool isDrift = false)
    {
        foreach (var (member, what) in _others)
        {
            if (document.ContainsKey(member))
                throw Fault($"'{file}' is no preview, but {what}.");
        }

        try
        {
            PreviewDiagnostic[] diagnostics = [.. Objects(document, "diagnostics").Select(Diagnostic)];
            RefuseFailed(isDrift ? diagnostics.Where(diagnostic => diagnostic.Urn is null) : diagnostics, file);
            if ((bool?)document["maybeCorrupt"] is true)
                throw Corrupt(file);
            var paths = PreviewStates.PathsIn(document);
            var states = new PreviewStates(paths);
            PreviewStep[] steps = [.. Objects(document, "steps").Select((step, index) => Step(step, index, states, file))];
            if (steps is [])
                throw Fault($"'{file}' is no preview: it has no steps, and even one of an unchanged stack has the stack's own.");
            RefuseSeveral(steps, file);
            var read = new PreviewDocument(Urn.Parse(steps[0].Urn)!.Stack, steps, diagnostics, Counts(document), paths);
            return read.Uncounted() is { } missing ? throw Fault($"'{file}' is not whole: {missing}; write it anew.") : read;
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or InvalidCastException or JsonException or FormatException)
        {
            throw Fault($"{Another(file)}{(exception is FormatException ? $": {exception.Message}" : ".")}", exception);
        }
    }

    private static ReviewException Corrupt(string file)
        => new($"'{file}' is of a state that may be corrupt, as Pulumi says itself, and of which no preview is to be trusted: look "
            + "into it with `pulumi stack export`, mend it with `pulumi state repair`, and write the preview anew.")
            { ExitCode = ExitCodes.FailedPreview };

    private static void RefuseSeveral(PreviewStep[] steps, string file)
    {
        string[] stacks = [.. steps.Select(step => Urn.Parse(step.Urn)!).Select(urn => $"{urn.Project}/{urn.Stack}").Distinct()];
        if (stacks.Length > 1)
            throw Fault($"'{file}' is of several stacks, {string.Join(" and ", stacks.Select(stack => $"'{stack}'"))}: give one of each.");
    }

    private static ReviewException Fault(string message, Exception? inner = null)
        => new(message, inner) { ExitCode = ExitCodes.UnreadablePreview };

    private static string Another(string file) => $"'{file}' is a preview of another shape than that of Pulumi 3.132 and newer";

    private static void RefuseFailed(IEnumerable<PreviewDiagnostic> diagnostics, string file)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == "error").ToArray();
        if (errors is not [])
            throw new ReviewException(
                $"'{file}' is of a preview that failed, and does not show all that would change:\n{string.Join('\n', errors.Select(Said))}")
            {
                ExitCode = ExitCodes.FailedPreview,
            };

        static string Said(PreviewDiagnostic diagnostic)
            => $"  {(diagnostic.Urn is { } urn && Urn.Parse(urn) is { } of ? $"{of.Name}: " : "")}{diagnostic.Message.ReplaceLineEndings(
                "\n  ")}";
    }

    private static PreviewStep Step(JsonObject step, int index, PreviewStates states, string file)
    {
        if (step["op"] is not JsonValue op || step["urn"] is not JsonValue urn || Urn.Parse($"{urn}") is null)
            throw Fault($"{Another(file)}: step {index + 1} has no op, or no urn.");
        if (!PreviewOps.All.Contains($"{op}"))
            throw Fault(
                $"'{file}' has '{op}' for {urn}, an operation that is not known here; known are: {string.Join(", ", PreviewOps.All)}.");
        return new(
            $"{op}",
            $"{urn}",
            states.Read(step["oldState"]),
            states.Read(step["newState"]),
            [.. Texts(step["diffReasons"])],
            [.. Texts(step["replaceReasons"])],
            (step["detailedDiff"]?.AsObject() ?? [])
                .ToDictionary(each => each.Key, each => Difference(each.Value!), StringComparer.Ordinal));
    }

    private static PreviewDifference Difference(JsonNode difference)
        => new($"{difference["kind"]}", (bool?)difference["inputDiff"] ?? false);

    private static PreviewDiagnostic Diagnostic(JsonObject diagnostic)
    {
        var severity = $"{diagnostic["severity"]}";
        var message = $"{diagnostic["prefix"]}{diagnostic["message"]}".Trim();
        var prefix = $"{severity}: ";
        return new(
            severity, message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message,
            (string?)diagnostic["urn"]);
    }

    private static Dictionary<string, int> Counts(JsonObject document)
        => (document["changeSummary"]?.AsObject() ?? []).ToDictionary(each => each.Key, each => (int)each.Value!, StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Objects(JsonObject document, string name)
        => (document[name]?.AsArray() ?? []).Select(element
            => element as JsonObject ?? throw new FormatException($"'{name}' holds something else than objects."));

    private static IEnumerable<string> Texts(JsonNode? list) => (list?.AsArray() ?? []).Select(element => $"{element}");
}

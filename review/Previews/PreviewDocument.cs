using System.Globalization;

namespace Platform.Review.Previews;

/// <summary>
/// What <c>pulumi preview --json</c> and <c>pulumi refresh --preview-only --json</c> write: the same document, of steps in the order in
/// which they would be taken. https://pkg.go.dev/github.com/pulumi/pulumi/pkg/v3/display#PreviewDigest
/// </summary>
/// <param name="Counts">How many of each operation the engine counted.</param>
/// <param name="Paths">Of the resources that it names.</param>
internal sealed record PreviewDocument(
    string Stack,
    IReadOnlyList<PreviewStep> Steps,
    IReadOnlyList<PreviewDiagnostic> Diagnostics,
    IReadOnlyDictionary<string, int> Counts,
    UrnPaths Paths)
{
    /// <summary>The steps of the refresh: of each resource that was refreshed, the first.</summary>
    public IReadOnlyList<PreviewStep> Refreshed => WasRefreshed ? [.. FirstOfEach().Where(IsRefresh)] : [];

    /// <summary>The steps of the program: all but those of the refresh.</summary>
    public IReadOnlyList<PreviewStep> OfProgram => [.. Steps.Except(Refreshed, ReferenceEqualityComparer.Instance).Cast<PreviewStep>()];

    // The stack itself is refreshed with the rest, and never differs; what does differ is there as an update or a deletion instead.
    public bool WasRefreshed => Steps.Any(step => step.Op == "refresh");

    public int Count(string op) => Counts.GetValueOrDefault(op);

    // Of a step that replaces, several are written where they are asked for
    private static readonly string[] _counted = ["create", "update", "delete", "import"];

    /// <summary>What the engine counted and the steps do not have; null if they have it all.</summary>
    public string? Uncounted()
    {
        var replaced = Steps.Where(step => PreviewOps.Replacing.Contains(step.Op)).Select(step => step.Urn).Distinct().Count();
        var found = _counted.Select(op => (Op: op, Count: Steps.Count(step => step.Op == op))).Append((Op: "replace", Count: replaced));
        // What a refresh finds is counted, and of older versions no step: PreviewReport says so
        return WasRefreshed ? null : found.Where(each => Count(each.Op) > each.Count)
            .Select(each => string.Create(
                CultureInfo.InvariantCulture, $"Pulumi counts {Count(each.Op)} × {each.Op}, and there are {each.Count}"))
            .FirstOrDefault();
    }

    private IEnumerable<PreviewStep> FirstOfEach() => Steps.DistinctBy(step => step.Urn);

    private static bool IsRefresh(PreviewStep step) => step.Op is "refresh" or "update" or "delete";
}

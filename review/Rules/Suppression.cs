namespace Platform.Review.Rules;

/// <summary>A rule that a stack deliberately does not keep.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Reason">Why; without one, nothing is suppressed.</param>
/// <param name="Resource">Path of the one resource it is about, or of a component for all in it; every resource, unless given.</param>
/// <param name="Expires">The last day on which it counts, in UTC; for ever, unless given.</param>
internal sealed record Suppression(string Rule, string? Reason = null, string? Resource = null, DateOnly? Expires = null)
{
    public bool Covers(Finding finding)
        => finding.Rule.Id.Equals(Rule, StringComparison.OrdinalIgnoreCase)
            && IsAbout(finding.Resource);

    /// <param name="path">Of a resource.</param>
    public bool IsAbout(string path) => Resource is null || path == Resource || path.StartsWith($"{Resource}/", StringComparison.Ordinal);
}

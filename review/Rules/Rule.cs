using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <summary>Something that must hold of every plan, or of every resource of some kind in it.</summary>
/// <param name="Id">The id of PSRule for Azure, where it has the rule; otherwise <c>K8s.*</c> or <c>Plan.*</c>.</param>
/// <param name="What">What must hold, as a sentence without its full stop.</param>
/// <param name="Why">What happens otherwise.</param>
internal abstract record Rule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
{
    /// <summary>Where to read more, unless the rule is of a source that has a page for each.</summary>
    public string? ReadMore { get; init; }

    public string Link => ReadMore ?? (Id.Split('.')[0] switch
    {
        "Azure" => $"https://azure.github.io/PSRule.Rules.Azure/en/rules/{Id}/",
        "K8s" => "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        _ => "https://learn.microsoft.com/azure/well-architected/pillars",
    });

    public abstract IEnumerable<Finding> Check(PlanUnderReview plan);

    protected Finding Found(InputValue at, string found, string expected) => new(this, at.Resource.Path, at.Path, found, expected);
}

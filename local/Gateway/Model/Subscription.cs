#nullable disable warnings // As expressions see it, nothing is annotated

using Platform.Gateway.Expressions;

namespace Platform.Gateway.Model;

/// <summary>A pair of keys for a product, an API, or all APIs.</summary>
/// <param name="Scope"><c>/products/free</c>, <c>/apis/inference</c> or <c>/apis</c>.</param>
internal sealed record Subscription(
    string Id, string Name, string Scope, string State, string PrimaryKey, string SecondaryKey, DateTime CreatedDate) : ISubscription
{
    /// <summary>The user's id; none of those that the plan makes.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The kind and the id of its scope; none of all APIs.</summary>
    public (string? Kind, string? Id) Of => Scope.Trim('/').Split('/') is [var kind, var id] ? (kind, id) : default;

    public string Key => PrimaryKey;
    public DateTime? StartDate => CreatedDate;
    public DateTime? EndDate => null;
    public bool IsActive => State == "active";
}

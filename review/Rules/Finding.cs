namespace Platform.Review.Rules;

/// <summary>A place in the plan where a rule does not hold.</summary>
/// <param name="Resource">Path of the resource.</param>
/// <param name="Property">Path of the input; empty where the resource itself is meant.</param>
internal sealed record Finding(Rule Rule, string Resource, string Property, string Found, string Expected);

using System.Collections.Immutable;

namespace Platform.Review.Evaluation;

/// <param name="Id">Null for what has none.</param>
/// <param name="Outputs">By their names in the provider's schema.</param>
internal sealed record CloudResource(string? Id, ImmutableDictionary<string, object> Outputs);

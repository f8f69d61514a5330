using Platform.Gateway.Expressions;

namespace Platform.Gateway.Policies;

/// <summary>Where a statement stands, and what it may name.</summary>
/// <param name="Scope">global, product, api or operation.</param>
/// <param name="Section">inbound, backend, outbound or on-error.</param>
internal sealed record PolicyReading(
    string Scope, string Section, PolicyResources Resources, GatewayServices Services, ExpressionBatch Expressions)
{
    /// <summary>What the document has already of that which it may have once, by section and name.</summary>
    public HashSet<(string Section, string Name)> Once { get; } = [];
}

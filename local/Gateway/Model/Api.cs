#nullable disable warnings // As expressions see it, nothing is annotated

using Platform.Gateway.Expressions;

namespace Platform.Gateway.Model;

/// <summary>An API of the plan, with the operations of its document.</summary>
internal sealed record Api(
    string Id, string Name, string Path, string Version, string Revision, bool SubscriptionRequired, IUrl ServiceUrl, string Prefix,
    IReadOnlyList<Operation> Operations) : IApi
{
    public bool IsCurrentRevision => true;
    public IEnumerable<string> Protocols => ["https"];
    public ISubscriptionKeyParameterNames SubscriptionKeyParameterNames => KeyNames.Default;
}

using Platform.Gateway.Expressions;

namespace Platform.Gateway.Model;

/// <summary>A product: what is subscribed to.</summary>
internal sealed record Product(
    string Id, string Name, bool SubscriptionRequired, bool ApprovalRequired, int? SubscriptionLimit, ProductState State,
    IReadOnlyList<Api> Included) : IProduct
{
    public IEnumerable<IApi> Apis => Included;
    public IEnumerable<IGroup> Groups => [];
}

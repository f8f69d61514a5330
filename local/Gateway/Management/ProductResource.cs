using System.Text.Json.Nodes;
using Platform.Gateway.Expressions;
using Platform.Gateway.Model;

namespace Platform.Gateway.Management;

/// <summary>As the plan has them: https://learn.microsoft.com/rest/api/apimanagement/product</summary>
internal sealed class ProductResource(ManagementState state)
{
    public Task ListAsync(ManagementRequest request) => request.ListAsync(
        state.Model.Products.Values.OrderBy(each => each.Id, StringComparer.Ordinal).Select(each => Shape(request, each)));

    public Task GetAsync(ManagementRequest request, string id) => state.Model.Products.TryGetValue(id, out var product)
        ? request.AnswerAsync(200, Shape(request, product), Shape(request, product).ToJsonString())
        : throw ManagementFault.NotFound("Product");

    private static JsonObject Shape(ManagementRequest request, Product product) => request.Shape("products", product.Id, new()
    {
        ["displayName"] = product.Name,
        ["subscriptionRequired"] = product.SubscriptionRequired,
        ["approvalRequired"] = product.ApprovalRequired,
        ["subscriptionsLimit"] = product.SubscriptionLimit,
        ["state"] = product.State == ProductState.Published ? "published" : "notPublished",
    });
}

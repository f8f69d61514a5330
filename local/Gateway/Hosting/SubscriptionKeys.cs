using Platform.Gateway.Calls;
using Platform.Gateway.Model;
using Platform.Gateway.Policies;

namespace Platform.Gateway.Hosting;

/// <summary>Whether a call may be made, by its key: https://learn.microsoft.com/azure/api-management/api-management-subscriptions</summary>
internal sealed class SubscriptionKeys(GatewayModel model)
{
    /// <exception cref="PolicyFault">It may not.</exception>
    public void Authorize(GatewayCall call)
    {
        var names = call.Api!.SubscriptionKeyParameterNames;
        var key = call.Headers.GetValueOrDefault(names.Header) ?? call.OriginalUrl.Query.GetValueOrDefault(names.Query);
        if (string.IsNullOrEmpty(key))
        {
            call.Product = model.Products.Values.FirstOrDefault(
                product => !product.SubscriptionRequired && product.Included.Contains(call.Api));
            if (call.Product is null && call.Api.SubscriptionRequired)
                throw Denied(call, "SubscriptionKeyNotFound",
                    "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.");
            return;
        }

        if (model.Subscriptions.Find(key) is not { IsActive: true } subscription || !Covers(subscription, call))
            throw Denied(call, "SubscriptionKeyInvalid",
                "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.");
        call.Subscription = subscription;
    }

    private bool Covers(Subscription subscription, GatewayCall call)
    {
        if (subscription.Of is not ({ } kind, { } id))
            return true;
        if (kind == "apis")
            return id == call.Api!.Id;
        if (!model.Products.TryGetValue(id, out var product) || !product.Included.Contains(call.Api!))
            return false;
        call.Product = product;
        return true;
    }

    private static PolicyFault Denied(GatewayCall call, string reason, string message)
    {
        var fault = new PolicyFault(401, reason, message) { Step = "authorization" };
        var realm = $"{call.OriginalUrl.Scheme}://{call.Http.Request.Host}{call.Api!.Prefix}";
        fault.Headers.Add(
            ("WWW-Authenticate", $"AzureApiManagementKey realm=\"{realm}\",name=\"{KeyNames.Default.Header}\",type=\"header\""));
        return fault;
    }
}

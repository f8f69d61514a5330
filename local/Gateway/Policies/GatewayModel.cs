using System.Collections.Concurrent;
using Platform.Gateway.Model;
using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Policies;

/// <summary>A whole gateway: what is called, who may call, and what is done to each call.</summary>
internal sealed record GatewayModel(
    IReadOnlyList<Api> Apis, IReadOnlyDictionary<string, Product> Products, Subscriptions Subscriptions, PolicyDocument Global,
    IReadOnlyDictionary<string, PolicyDocument> OfProducts, IReadOnlyDictionary<string, PolicyDocument> OfApis,
    IReadOnlyDictionary<string, PolicyDocument> OfOperations, ServiceLimits Limits, QuotaCounters Quotas)
{
    private readonly ConcurrentDictionary<(string? Product, string Api, string? Operation), PolicyDocument> _effective = new();

    public CallCounts Counts { get; } = new();

    /// <summary>What holds for a call: global, product, API, operation, each in the place of the next one's <c>base</c>.</summary>
    public PolicyDocument Effective(Product? product, Api api, Operation? operation)
        => _effective.GetOrAdd((product?.Id, api.Id, operation?.Id), static (key, model) =>
        {
            var policy = model.Global;
            if (key.Product is not null && model.OfProducts.TryGetValue(key.Product, out var ofProduct))
                policy = ofProduct.On(policy);
            if (model.OfApis.TryGetValue(key.Api, out var ofApi))
                policy = ofApi.On(policy);
            return model.OfOperations.TryGetValue($"{key.Api}/{key.Operation}", out var ofOperation) ? ofOperation.On(policy) : policy;
        }, this);
}

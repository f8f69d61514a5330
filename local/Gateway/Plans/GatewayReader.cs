using Platform.Gateway.Expressions;
using Platform.Gateway.Model;
using Platform.Gateway.Policies;

namespace Platform.Gateway.Plans;

/// <summary>Makes a gateway of a plan.</summary>
/// <param name="standIns">For named values that the plan keeps secret, by name.</param>
/// <param name="keys">For subscriptions whose keys it keeps secret, by id.</param>
/// <param name="kept">Where compiled expressions are kept from start to start; null: nowhere.</param>
internal sealed class GatewayReader(
    PlanDocument plan, GatewayServices services, IReadOnlyDictionary<string, string> standIns, Func<string, string> keys,
    KeptExpressions? kept = null)
{
    private const string Default = "<policies><inbound /><backend><forward-request /></backend><outbound /><on-error /></policies>";

    private readonly ExpressionBatch _expressions = new(kept);

    /// <exception cref="GatewayStartException">Something in the plan is unknown, or missing.</exception>
    public GatewayModel Read()
    {
        var values = NamedValues();
        var resources = new PolicyResources(
            values,
            plan.Of("PolicyFragment").ToDictionary(
                each => each.Text("id") ?? each.Path.Split('/')[^1], each => (each.Path, each.Required("value"))),
            BackendReader.Read(plan, values, services.Clock));
        var apis = ApiReader.Read(plan);
        var products = plan.Of("Product").Select(each => Product(each, apis)).ToDictionary(each => each.Id);
        var global = Documents("Policy", "global", resources, _ => "").GetValueOrDefault("")
            ?? PolicyDocument.Read("the default policy", Default, new("global", "", resources, services, _expressions));
        var model = new GatewayModel(
            apis, products, ReadSubscriptions(), global,
            Documents("ProductPolicy", "product", resources, each => each.Required("productId")),
            Documents("ApiPolicy", "api", resources, each => each.Required("apiId")),
            Documents("ApiOperationPolicy", "operation", resources, each => $"{each.Required("apiId")}/{each.Required("operationId")}"),
            ServiceLimits.OfSku(plan.Sku), services.Quotas);
        _expressions.Compile();
        return model;
    }

    private NamedValues NamedValues()
    {
        var values = plan.Of("NamedValue").ToDictionary(
            each => each.Required("displayName"), each => StandIn(each.Required("displayName")) ?? each.Text("value"));
        return new(
            values.Where(each => each.Value is not (null or PlannedResource.Secret)).ToDictionary(each => each.Key, each => each.Value!),
            [.. values.Where(each => each.Value is null or PlannedResource.Secret).Select(each => each.Key)]);
    }

    // Names of environment variables have neither hyphens nor dots, as shells have it
    private string? StandIn(string name)
        => standIns.GetValueOrDefault(name) ?? standIns.GetValueOrDefault(Policies.NamedValues.Variable(name));

    private Product Product(PlannedResource resource, List<Api> apis)
    {
        var id = resource.Required("productId");
        var sold = plan.Of("ProductApi").Where(each => each.Text("productId") == id).Select(each => each.Required("apiId")).ToHashSet();
        return new(
            id, resource.Text("displayName") ?? id, resource.IsTrue("subscriptionRequired", true), resource.IsTrue("approvalRequired"),
            resource.Inputs.TryGetProperty("subscriptionsLimit", out var limit) ? limit.GetInt32() : null,
            resource.Text("state") is "published" ? ProductState.Published : ProductState.NotPublished,
            [.. apis.Where(api => sold.Contains(api.Id))]);
    }

    private Dictionary<string, PolicyDocument> Documents(
        string kind, string scope, PolicyResources resources, Func<PlannedResource, string> keyOf)
        => plan.Of(kind).ToDictionary(keyOf, each => each.Text("format") is "xml"
            ? PolicyDocument.Read(each.Path, each.Required("value"), new(scope, "", resources, services, _expressions))
            : throw new GatewayStartException($"{each.Path}: the policy's format is '{each.Text("format")}'; known here: xml"));

    private Subscriptions ReadSubscriptions()
    {
        var subscriptions = new Subscriptions();
        foreach (var resource in plan.Of("Subscription"))
        {
            var sid = resource.Required("sid");
            var scope = resource.Required("scope").Split("/service/")[^1];
            subscriptions.Put(new(
                sid, resource.Text("displayName") ?? sid, scope[scope.IndexOf('/')..], resource.Text("state") ?? "submitted",
                Key("primaryKey"), Key("secondaryKey"), services.Clock.GetUtcNow().UtcDateTime));
            string Key(string name) => resource.Text(name) is { } key && key != PlannedResource.Secret ? key : keys($"{sid}-{name}");
        }

        return subscriptions;
    }
}

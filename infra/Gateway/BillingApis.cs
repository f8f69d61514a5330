using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// The two ways into billing, neither of which takes a key: the payment provider's messages, which are signed, and the customers' console,
/// where people sign in, each where there is one. What they call is what billing is called: everything else that it answers, its probes and
/// metrics, is out of reach.
/// </summary>
internal sealed class BillingApis : PlatformComponent
{
    private const string BackendId = "billing";

    /// <summary>What billing reads of a message at most.</summary>
    private const int MaxBytes = 256 * 1024;

    public BillingApis(string name, BillingApisArgs args, ComponentResourceOptions? options = null)
        : base("BillingApis", name, args.Gateway, options)
    {
        var (gateway, routes) = (Within(args.Gateway), args.Routes);
        var backend = new WorkloadServers(gateway, args.Settings.Capabilities, args.Certificates, routes.Host, secret: null)
            .Declare("backend-billing", BackendId, routes.Host, "Billing on the cluster");
        var caller = FrontDoor.CallerOf(args.Settings.FrontDoor);
        if (routes.Provider is { } provider)
            Api(gateway, backend, caller, new(
                "webhooks", "Webhooks",
                "What the payment provider has to say. It is signed, needs no key, and is limited by caller address.",
                CallsPerMinute: 600, [("POST", $"/{provider}", provider)]));
        if (routes.HasConsole)
            Api(gateway, backend, caller, new(
                "console", "Console",
                "Where customers see what they use and pay. They sign in, need no key, and are limited by caller address.",
                CallsPerMinute: 300, [("GET", "/*", "read"), ("POST", "/*", "write")]));
        RegisterOutputs();
    }

    private static void Api(GatewayScope gateway, CustomResource backend, string caller, Route route)
    {
        var api = new Api($"billing-{route.Path}", new()
        {
            ApiId = $"billing-{route.Path}",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = route.Name,
            Description = route.Description,
            Path = route.Path,
            Protocols = { Protocol.Https },
            SubscriptionRequired = false,
        }, gateway.Child());
        var changes = new ApiChanges(gateway, api);
        foreach (var (method, template, name) in route.Operations)
            changes.Next(options => new ApiOperation($"billing-{route.Path}-{name}", new()
            {
                ApiId = api.Name,
                OperationId = name,
                ServiceName = gateway.ServiceName,
                ResourceGroupName = gateway.ResourceGroup,
                DisplayName = $"{method} {template}",
                Description = route.Description,
                Method = method,
                UrlTemplate = template,
            }, options));
        changes.Next(options => new ApiPolicy($"billing-{route.Path}-policy", new()
        {
            ApiId = api.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = PolicyDocument.Render(
                "billing", ("backendId", BackendId), ("callsPerMinute", route.CallsPerMinute), ("caller", caller), ("maxBytes", MaxBytes)),
        }, options), backend);
    }

    private sealed record Route(
        string Path, string Name, string Description, int CallsPerMinute,
        IReadOnlyList<(string Method, string Template, string Name)> Operations);
}

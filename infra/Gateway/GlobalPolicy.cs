using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>What holds for every call, whichever API it is for, and for calls that no API is there for.</summary>
internal static class GlobalPolicy
{
    public static void Declare(GatewayScope gateway, GatewaySettings settings, PolicyFragments fragments)
    {
        fragments.Declare("cors", "Which web pages may call, the developer portal among them", gateway.Service.DeveloperPortalUrl.Apply(
            portal => PolicyDocument.Fragment("cors", ("origins", Origins(portal, settings.AllowedOrigins)))));
        fragments.Declare(
            "request-id", "One id for a call in the answer, in the server's log and in telemetry",
            PolicyDocument.Fragment("request-id"));
        fragments.Declare("answer", "What every answer carries", PolicyDocument.Fragment("answer"));
        fragments.Declare("errors", "Errors of the gateway look like errors of the API", PolicyDocument.Fragment("errors"));
        var options = gateway.Child();
        options.Hooks.BeforeCreate.Add(SampleContent.RemovedBefore(gateway.Platform, gateway.Service));
        // In the place of the one that Azure makes with a service
        _ = new Policy("policy", new()
        {
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = fragments.Link(PolicyDocument.Render("global")),
        }, options);
    }

    private static string[] Origins(string portal, IEnumerable<string> others) =>
        [.. others.Prepend(new Uri(portal).GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal)];
}

using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.Gateway;

/// <summary>What holds for every call, whichever API it is for, and for calls that no API is there for.</summary>
internal sealed class GlobalPolicy : PlatformComponent
{
    public GlobalPolicy(string name, GlobalPolicyArgs args, ComponentResourceOptions? options = null)
        : base("GlobalPolicy", name, args.Gateway, options)
    {
        var (gateway, fragments) = (Within(args.Gateway), args.Fragments);
        fragments.Declare(
            gateway, "cors", "Which web pages may call, the developer portal among them",
            gateway.Service.DeveloperPortalUrl.Apply(
                portal => PolicyDocument.Fragment("cors", ("origins", Origins(portal, args.Settings)))));
        fragments.Declare(
            gateway, "request-id", "One id for a call in the answer, in the server's log and in telemetry",
            PolicyDocument.Fragment("request-id"));
        fragments.Declare(gateway, "answer", "What every answer carries", PolicyDocument.Fragment("answer"));
        fragments.Declare(gateway, "errors", "Errors of the gateway look like errors of the API", PolicyDocument.Fragment("errors"));
        var policy = PolicyDocument.Render(
            "global", ("admission", FrontDoor.Admit(gateway, args.Settings.FrontDoor, fragments)));
        var written = gateway.Child();
        written.Hooks.BeforeCreate.Add(SampleContent.RemovedBefore(gateway, gateway.Service));
        // Azure makes one with a service, and other text in it each year: a template writes over whatever is there, where Azure Native
        // takes the text of 2024 alone for nobody's. https://github.com/pulumi/pulumi-azure-native/pull/3688
        ArmTemplate.Declare(
            "policy", gateway,
            Output.Tuple(gateway.ServiceName, fragments.Link(policy)).Apply(
                given => Map(("resources", List(Whole(given.Item1, given.Item2))))), written);
        RegisterOutputs();
    }

    private static ImmutableDictionary<string, object> Whole(string service, string policy) => Map(
        ("type", "Microsoft.ApiManagement/service/policies"), ("apiVersion", "2024-05-01"), ("name", $"{service}/policy"),
        ("properties", Map(("format", "xml"), ("value", policy))));

    private static string[] Origins(string portal, GatewaySettings settings)
    => [
        .. settings.AllowedOrigins
            .Prepend(
                settings.HostNames.HasPortal ? $"https://{settings.HostNames.Portal}" : new Uri(portal).GetLeftPart(UriPartial.Authority))
            .Distinct(StringComparer.Ordinal),
    ];
}

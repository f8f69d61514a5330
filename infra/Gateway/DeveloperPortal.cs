using System.Globalization;
using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.Gateway;

/// <summary>
/// Where callers sign up and subscribe: who may sign in besides those with a password of its own, and what of it is published. Azure writes
/// its pages when somebody first opens its editor, so that there is nothing to publish in a first deployment.
/// https://learn.microsoft.com/azure/api-management/developer-portal-overview
/// </summary>
internal sealed class DeveloperPortal : PlatformComponent
{
    public DeveloperPortal(string name, DeveloperPortalArgs args, ComponentResourceOptions? options = null)
        : base("DeveloperPortal", name, args.Gateway, options)
    {
        var (gateway, settings) = (Within(args.Gateway), args.Settings);
        List<Resource> signIn = settings.HasSignIn ? [SignIn(gateway, settings)] : [];
        if (settings.Revision > 0)
            Publish(gateway, settings, gateway.Child(signIn));
        RegisterOutputs();
    }

    // External ID is Entra under an authority of its own:
    // https://learn.microsoft.com/azure/api-management/api-management-howto-entra-external-id
    private static IdentityProvider SignIn(GatewayScope gateway, PortalSettings settings) => new("portal-sign-in", new()
    {
        IdentityProviderName = "aad",
        Type = IdentityProviderType.Aad,
        ServiceName = gateway.ServiceName,
        ResourceGroupName = gateway.ResourceGroup,
        Authority = settings.Authority,
        SigninTenant = settings.Tenant,
        AllowedTenants = { settings.Tenant },
        ClientId = settings.ClientId,
        ClientSecret = Output.CreateSecret(settings.ClientSecret),
        ClientLibrary = "MSAL-2",
    }, gateway.Child());

    // A revision is published once and for all; another one takes its place, and so has a name of its own
    private static void Publish(GatewayScope gateway, PortalSettings settings, CustomResourceOptions options)
    {
        var revision = settings.Revision.ToString(CultureInfo.InvariantCulture);
        ArmTemplate.Declare(
            ShortHash.Name("portal-", revision, settings.Tenant, settings.Authority, settings.ClientId), gateway,
            gateway.ServiceName.Apply(service => Map(("resources", List(Map(
                ("type", "Microsoft.ApiManagement/service/portalRevisions"), ("apiVersion", "2024-05-01"),
                ("name", $"[concat('{service}/', {OwnName})]"),
                ("properties", Map(("description", $"Revision {revision}"), ("isCurrent", true)))))))), options);
    }
}

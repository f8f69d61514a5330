using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureAD.Inputs;
using ApplicationAppRoleArgs = Pulumi.AzureAD.Inputs.ApplicationAppRoleArgs;

namespace Platform.Infra.Identity;

/// <summary>
/// The API in Entra. Applications that hold a tier's role ask for tokens of their own; people with one, through an application that asks
/// for the scope. https://learn.microsoft.com/entra/identity-platform/scenario-protected-web-api-expose-scopes
/// </summary>
internal sealed class ApiApplication : PlatformComponent
{
    private const string ScopeName = "predict";

    public ApiApplication(string name, ApiApplicationArgs args, ComponentResourceOptions? options = null)
        : base("ApiApplication", name, args.Scope, options)
    {
        var (_, tiers, deployerId) = args;
        var application = new ApplicationArgs
        {
            DisplayName = Scope.Names.EntraApplication,
            Description = $"Inference API of the platform's {Scope.Stack} stack",
            SignInAudience = "AzureADMyOrg",
            PreventDuplicateNames = true,
            Tags = Scope.TagList,
            Api = new ApplicationApiArgs { RequestedAccessTokenVersion = 2, Oauth2PermissionScopes = { Predict(Scope) } },
        };
        var service = new ServicePrincipalArgs
        {
            // Without a role there is no token
            AppRoleAssignmentRequired = true,
            Tags = Scope.TagList,
        };
        if (deployerId is not null)
        {
            application.Owners.Add(deployerId);
            service.Owners.Add(deployerId);
        }

        foreach (var tier in tiers)
            application.AppRoles.Add(new ApplicationAppRoleArgs
            {
                // Entra wants the id from us, and refuses to change it
                Id = Grant.StableGuid($"{Scope.Stack}/tier/{tier.Name}"),
                Value = RoleOf(tier),
                DisplayName = $"{tier.DisplayName} tier",
                Description = tier.Description,
                AllowedMemberTypes = { "User", "Application" },
                Enabled = true,
            });
        var lasting = Lasting();
        // Named after the id that Entra gives the application, and so after it is there
        lasting.IgnoreChanges.Add("identifierUris");
        Application = new("application", application, lasting);
        IdentifierUri = new ApplicationIdentifierUri("identifier-uri", new()
        {
            ApplicationId = Application.Id,
            IdentifierUri = Output.Format($"api://{Application.ClientId}"),
        }, Child()).IdentifierUri;
        service.ClientId = Application.ClientId;
        _ = new ServicePrincipal("service-principal", service, Child());
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clientId"] = Application.ClientId,
            ["identifierUri"] = IdentifierUri,
        });
    }

    public Application Application { get; }

    /// <summary>What a client asks a token for, before <c>/.default</c> or <c>/predict</c>.</summary>
    public Output<string> IdentifierUri { get; }

    private static ApplicationApiOauth2PermissionScopeArgs Predict(PlatformScope scope) => new()
    {
        // As with roles
        Id = Grant.StableGuid($"{scope.Stack}/scope/{ScopeName}"),
        Value = ScopeName,
        Type = "User",
        Enabled = true,
        AdminConsentDisplayName = "Ask for predictions",
        AdminConsentDescription = "Lets the application ask for predictions on behalf of the signed-in user, within the user's tier.",
        UserConsentDisplayName = "Ask for predictions",
        UserConsentDescription = "Lets the application ask for predictions on your behalf, within your tier.",
    };

    public static string RoleOf(TierSettings tier) => $"tier.{tier.Name}";
}

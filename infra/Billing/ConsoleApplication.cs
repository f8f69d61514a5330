using Platform.Infra.Components;
using Platform.Infra.Gateway;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureAD.Inputs;

namespace Platform.Infra.Billing;

/// <summary>
/// The customers' console in Entra: people of the tenant and its guests sign in, by code and PKCE, and come back to the gateway alone. It
/// has no secret: the pods' own token says to Entra who they are. Who has the role sees the operator's pages.
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
/// https://learn.microsoft.com/entra/workload-id/workload-identity-federation
/// </summary>
internal sealed class ConsoleApplication : PlatformComponent
{
    /// <summary>What billing looks for among a token's roles.</summary>
    public const string OperatorRole = "billing.operator";

    public ConsoleApplication(string name, ConsoleApplicationArgs args, ComponentResourceOptions? options = null)
        : base("ConsoleApplication", name, args.Scope, options)
    {
        var (_, gateway, issuer, deployerId) = args;
        var application = ArgsOf(gateway);
        // Whoever can sign in can become a customer
        var service = new ServicePrincipalArgs { AppRoleAssignmentRequired = false, Tags = Scope.TagList };
        if (deployerId is not null)
        {
            application.Owners.Add(deployerId);
            service.Owners.Add(deployerId);
        }

        Application = new("console", application, Lasting());
        service.ClientId = Application.ClientId;
        _ = new ServicePrincipal("console-principal", service, Child());
        _ = new ApplicationFederatedIdentityCredential("console-federation", new()
        {
            ApplicationId = Application.Id,
            DisplayName = "kubernetes",
            Description = "Pods of billing",
            Issuer = issuer,
            Subject = BillingLabels.Subject,
            Audiences = { ConsoleSignIn.Audience },
        }, Child());
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clientId"] = Application.ClientId,
        });
    }

    public Application Application { get; }

    private ApplicationArgs ArgsOf(ApiGateway gateway) => new()
    {
        DisplayName = Scope.Names.EntraConsole,
        Description = $"Customers' console of the platform's {Scope.Stack} stack",
        SignInAudience = "AzureADMyOrg",
        PreventDuplicateNames = true,
        Tags = Scope.TagList,
        Web = new ApplicationWebArgs
        {
            HomepageUrl = Output.Format($"{gateway.Address}/console"),
            RedirectUris = { Output.Format($"{gateway.Address}/{ConsoleSignIn.Callback}") },
            // Tokens come by the code, and never in an address
            ImplicitGrant = new ApplicationWebImplicitGrantArgs { AccessTokenIssuanceEnabled = false, IdTokenIssuanceEnabled = false },
        },
        OptionalClaims = new ApplicationOptionalClaimsArgs { IdTokens = { new ApplicationOptionalClaimsIdTokenArgs { Name = "email" } } },
        AppRoles =
        {
            new ApplicationAppRoleArgs
            {
                Id = Grant.StableGuid($"{Scope.Stack}/console/{OperatorRole}"),
                Value = OperatorRole,
                DisplayName = "Operator",
                Description = "Sees the operator's pages: all customers, invoices and charges",
                AllowedMemberTypes = { "User" },
                Enabled = true,
            },
        },
    };
}

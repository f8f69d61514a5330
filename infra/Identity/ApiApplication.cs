using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureAD.Inputs;
using ApplicationAppRoleArgs = Pulumi.AzureAD.Inputs.ApplicationAppRoleArgs;

namespace Platform.Infra.Identity;

/// <summary>The API in Entra: who holds a tier's role may ask for tokens of that tier.</summary>
internal sealed class ApiApplication : PlatformComponent
{
    public ApiApplication(PlatformScope scope, IReadOnlyList<TierSettings> tiers) : base("ApiApplication", scope)
    {
        var args = new ApplicationArgs
        {
            DisplayName = scope.Names.EntraApplication,
            Description = $"Inference API of the platform's {scope.Stack} stack",
            SignInAudience = "AzureADMyOrg",
            PreventDuplicateNames = true,
            Tags = scope.TagList,
            Api = new ApplicationApiArgs { RequestedAccessTokenVersion = 2 },
        };
        foreach (var tier in tiers)
            args.AppRoles.Add(new ApplicationAppRoleArgs
            {
                // Entra wants the id from us, and refuses to change it
                Id = Grant.StableGuid($"{scope.Stack}/tier/{tier.Name}"),
                Value = RoleOf(tier),
                DisplayName = $"{tier.DisplayName} tier",
                Description = tier.Description,
                AllowedMemberTypes = { "User", "Application" },
                Enabled = true,
            });
        Application = new("application", args, Lasting());
        _ = new ServicePrincipal("service-principal", new()
        {
            ClientId = Application.ClientId,
            // Without a role there is no token
            AppRoleAssignmentRequired = true,
            Tags = scope.TagList,
        }, Child());
        RegisterOutputs();
    }

    public Application Application { get; }

    public static string RoleOf(TierSettings tier) => $"tier.{tier.Name}";
}

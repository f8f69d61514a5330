using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Pipeline;

/// <summary>
/// What a GitHub Actions job of one environment is in Azure: no secret, a token of the job exchanged for one of Entra.
/// https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-azure
/// </summary>
internal static class GitHubIdentity
{
    /// <param name="repository">As GitHub writes it into the subject: with ids that no other repository ever has, or, of older ones,
    /// without.
    /// </param>
    /// <param name="purpose">Part of the identity's name.</param>
    /// <param name="environment">GitHub environment of <paramref name="repository"/> whose jobs are trusted.</param>
    public static UserAssignedIdentity Declare(
        PlatformScope scope, string purpose, string repository, string environment, CustomResourceOptions options)
    {
        var identity = new UserAssignedIdentity($"{purpose}-identity", new()
        {
            ResourceName = scope.Names.Identity(purpose),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
        }, options);
        _ = new FederatedIdentityCredential($"{purpose}-github", new()
        {
            FederatedIdentityCredentialResourceName = "github",
            ResourceName = identity.Name,
            ResourceGroupName = scope.ResourceGroup,
            Issuer = "https://token.actions.githubusercontent.com",
            Subject = $"repo:{repository}:environment:{environment}",
            Audiences = { "api://AzureADTokenExchange" },
        }, options);
        return identity;
    }
}

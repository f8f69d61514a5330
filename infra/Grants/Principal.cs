using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Grants;

/// <summary>Who is given a role.</summary>
/// <param name="Id">Object id in Entra.</param>
internal sealed record Principal(Output<string> Id, InputUnion<string, PrincipalType> Type)
{
    // The same in every tenant: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
    private const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    public static Principal Of(UserAssignedIdentity identity) => new(identity.PrincipalId, PrincipalType.ServicePrincipal);

    public static Principal Of(Group group) => new(group.ObjectId, PrincipalType.Group);

    /// <summary>Whoever runs the program, a person or a service.</summary>
    public static Principal Deployer(ConcernScope scope)
    {
        var caller = Pulumi.AzureNative.Authorization.GetClientConfig.Invoke(scope.Asking);
        return new(caller.Apply(client => client.ObjectId), caller.Apply(client => KindOf(client.ClientId).ToString()));
    }

    /// <summary>A person logs in by the Azure CLI's own application; a service has one of its own.</summary>
    internal static PrincipalType KindOf(string clientId) => clientId == AzureCli ? PrincipalType.User : PrincipalType.ServicePrincipal;
}

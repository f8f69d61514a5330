namespace Platform.Review.Azure.Kinds;

/// <summary>Managed identities.</summary>
internal static class IdentityKinds
{
    private const string Identity = "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}";
    private const string Identities = "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview";

    public static Kind[] All { get; } =
    [
        new("azure-native:managedidentity:FederatedIdentityCredential")
        {
            Path = Identity + "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
            Free = Identities,
        },
        new("azure-native:managedidentity:UserAssignedIdentity")
        {
            Path = Identity,
            Label = "Managed identity", Gathers = true, Holds = Holding.Identity, IsTaggable = true,
            Free = Identities,
        },
    ];
}

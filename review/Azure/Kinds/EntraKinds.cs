namespace Platform.Review.Azure.Kinds;

/// <summary>Microsoft Entra ID, as far as there is anything to say of a kind.</summary>
internal static class EntraKinds
{
    public static Kind[] All { get; } =
    [
        new("azuread:index/appRoleAssignment:AppRoleAssignment") { Role = KindRole.PartOfNamed, ForceNew = ["*"] },
        // Callers ask for tokens by its client id
        new("azuread:index/application:Application") { Label = "Entra application", Holds = Holding.Lasting, ForceNew = ["templateId"] },
        new("azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential")
            { Role = KindRole.PartOfNamed, ForceNew = ["applicationId", "displayName"] },
        new("azuread:index/group:Group")
        {
            Label = "Entra group", Holds = Holding.Identity,
            ForceNew = ["administrativeUnitIds", "mailEnabled", "mailNickname", "types"],
        },
        new("azuread:index/groupMember:GroupMember") { Role = KindRole.PartOfNamed, ForceNew = ["*"] },
        new("azuread:index/servicePrincipal:ServicePrincipal")
            { Role = KindRole.PartOfNamed, Holds = Holding.Identity, ForceNew = ["clientId", "useExisting"] },
    ];
}

namespace Platform.Review.Diff.Risks;

/// <summary>New or other rights: role assignments, memberships, federations, access policies. A right that goes is no risk.</summary>
internal static class GrantRule
{
    private static readonly string[] _types =
    [
        ":AdministratorsMicrosoftEntra", ":ApplicationFederatedIdentityCredential", ":ApplicationOwner", ":ApplicationPreAuthorized",
        ":AppRoleAssignment", ":ClusterRole", ":ClusterRoleBinding", ":DirectoryRoleAssignment", ":DirectoryRoleMember",
        ":FederatedIdentityCredential", ":GroupMember", ":GroupUser", ":ProductGroup", ":Role", ":RoleAssignment", ":RoleBinding",
        ":RoleDefinition", ":RoleEligibilityScheduleRequest", ":ServicePrincipalDelegatedPermissionGrant",
    ];

    private static readonly string[] _names =
    [
        "accessPolicies", "adminGroupObjectIDs", "appRoleAssignmentRequired", "appRoles", "enableAzureRBAC", "enableRbacAuthorization",
        "enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment", "knownClientApplications", "members",
        "oauth2PermissionScopes", "owners", "preAuthorizedApplications", "requiredResourceAccesses",
    ];

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.Kind is ChangeKind.Removed || (change.Kind is ChangeKind.Moved && change.Properties is []))
            yield break;
        if (_types.Any(type => change.Resource.Type.EndsWith(type, StringComparison.Ordinal)))
            yield return new(RiskKind.Grant, (string?)change.Resource.Inputs["description"] ?? "rights");
        if (change.Kind is not ChangeKind.Added)
        {
            foreach (var name in change.Touched().SelectMany(input => input.Path.Names).Intersect(_names))
                yield return new(RiskKind.Grant, name);
        }
    }
}

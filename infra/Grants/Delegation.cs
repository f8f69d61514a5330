namespace Platform.Infra.Grants;

/// <summary>
/// How far whoever may assign roles may go: the roles that the stack gives its own parts, to services and groups. The right to assign roles
/// is none of them, so that it cannot be passed on.
/// https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
/// </summary>
internal static class Delegation
{
    public const string Version = "2.0";

    public static string Condition { get; } = $"{Within("write", "Request")} AND {Within("delete", "Resource")}";

    private static string Within(string action, string source)
        => $"((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/{action}'}})) OR "
        + $"(@{source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{Roles()}}} AND "
        + $"@{source}[Microsoft.Authorization/roleAssignments:PrincipalType] "
        + "ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal', 'Group'}))";

    private static string Roles()
        => string.Join(
            ", ",
            BuiltInRole.All.Where(role => role != BuiltInRole.AccessAdministrator).Select(role => role.Id).Order(StringComparer.Ordinal));
}

using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>
/// Who may do more than before by what a pod may do on its node, what a namespace lets in, and what a role may give away.
/// </summary>
internal static class EscalationRule
{
    private const string Enforced = "pod-security.kubernetes.io/enforce";

    private static readonly FrozenSet<string> _onlyAdministrators = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // Owner, User Access Administrator, Role Based Access Control Administrator
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "f58310d9-a9f6-439a-9e8d-f62e7b41a168");

    // Of Microsoft Graph, those with which an application gives itself or others whatever it likes:
    // https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions
    private static readonly FrozenSet<string> _onlyAdministratorsOfEntra = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // RoleManagement.ReadWrite.Directory, AppRoleAssignment.ReadWrite.All, Application.ReadWrite.All, Directory.ReadWrite.All
        "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "06b708a9-e830-4db3-a914-8e69da51d44f", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
        "19dbc75e-c2e2-444c-a770-ec69d8559fc7");

    // Of a role of one's own, the actions that let it give any right
    private static readonly FrozenSet<string> _giveRights = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "*", "*/write", "Microsoft.Authorization/*", "Microsoft.Authorization/*/write", "Microsoft.Authorization/roleAssignments/*",
        "Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/roleDefinitions/write");

    // As whom a pod acts: https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
    private const string ActsAs = "azure.workload.identity/client-id";

    // What holds if nothing is said, and is worth a look otherwise
    private static readonly FrozenDictionary<string, string[]> _harmless = new Dictionary<string, string[]>
    {
        ["privileged"] = ["false", ""],
        ["allowPrivilegeEscalation"] = ["false"],
        ["runAsNonRoot"] = ["true"],
        ["readOnlyRootFilesystem"] = ["true"],
        ["automountServiceAccountToken"] = ["false"],
        ["hostNetwork"] = ["false", ""],
        ["hostPID"] = ["false", ""],
        ["hostIPC"] = ["false", ""],
        ["hostPort"] = [""],
        ["hostUsers"] = ["false", ""],
        ["procMount"] = ["Default", ""],
        ["shareProcessNamespace"] = ["false", ""],
        ["seccompProfile.type"] = ["RuntimeDefault", "Localhost"],
        ["hostPath.path"] = [""],
        ["capabilities.add"] = [""],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.After is not { } after)
            return [];
        return after.Type.Split(':')[0] switch
        {
            "kubernetes" => change.Touched().SelectMany(property => OfPod(change, property)).Concat(OfNamespace(change)),
            _ when after.Type == "azure-native:authorization:RoleAssignment" => OfRole(change, after.Inputs),
            _ when after.Type == "azure-native:authorization:RoleDefinition" => OfActions(change),
            "azuread" => OfPermissions(change),
            _ => [],
        };
    }

    private static IEnumerable<Risk> OfPod(ResourceChange change, PropertyChange property)
    {
        if (property.Path.EndsWith("capabilities.drop") && $"{property.Before}" == "ALL" && $"{property.After}" != "ALL")
            yield return new(RiskKind.Grant, "capabilities.drop: no longer ALL");
        if (property.Path.Names[^1] is "runAsUser" or "runAsGroup" && $"{property.After}" == "0")
            yield return new(RiskKind.Grant, $"{property.Path.Names[^1]}: 0, which is root");
        if (change.Kind is not ChangeKind.Added
            && (property.Path.Names[^1] == "serviceAccountName" || property.Path.Text.Contains(ActsAs, StringComparison.Ordinal)))
            yield return new(RiskKind.Grant, "as whom its pods act");
        var name = _harmless.Keys.FirstOrDefault(property.Path.EndsWith);
        if (name is null || _harmless[name].Contains($"{property.After}") || (change.Kind is ChangeKind.Added && property.After is null))
            yield break;
        yield return new(RiskKind.Grant, $"{name}: {(property.After is null ? "not set" : $"{property.After}")}");
    }

    private static IEnumerable<Risk> OfNamespace(ResourceChange change)
    {
        if (!change.Resource.Type.EndsWith(":Namespace", StringComparison.Ordinal))
            yield break;
        var (was, isNow) = (Level(change.Before?.Inputs), Level(change.After?.Inputs));
        if (change.Before is null ? isNow is "" or "privileged" : Rank(isNow) < Rank(was))
            yield return new(
                RiskKind.Grant,
                $"the namespace's policy is {(isNow.Length == 0 ? "none" : isNow)}{(was.Length == 0 ? "" : $", and was {was}")}");
    }

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/
    private static int Rank(string level) => level switch { "restricted" => 2, "baseline" => 1, _ => 0 };

    private static string Level(JsonObject? inputs) => $"{inputs?["metadata"]?["labels"]?[Enforced]}";

    private static IEnumerable<Risk> OfRole(ResourceChange change, JsonObject inputs)
    {
        var role = $"{inputs["roleDefinitionId"]}";
        if (change.Kind is ChangeKind.Moved && change.Properties is [])
            yield break;
        if (_onlyAdministrators.Contains(role[(role.LastIndexOf('/') + 1)..]) && inputs["condition"] is null)
            yield return new(RiskKind.Grant, "it may give rights to anybody");
        if (change.Properties.Any(property => property.Path.Schema == "condition" && property.After is null))
            yield return new(RiskKind.Grant, "the condition of the right is gone");
        if (IsWide($"{inputs["scope"]}")
            && (change.Kind is ChangeKind.Added
                || change.Properties.Any(property => property.Path.Schema is not ("description" or "condition"))))
            yield return new(RiskKind.Grant, "it holds for a whole subscription or more");
    }

    private static IEnumerable<Risk> OfActions(ResourceChange change)
        => change.Touched().Any(property => property.Path.EndsWith("permissions.actions") && _giveRights.Contains($"{property.After}"))
            ? [new(RiskKind.Grant, "it may give rights to anybody")]
            : [];

    private static IEnumerable<Risk> OfPermissions(ResourceChange change)
        => change.Touched().Any(property => _onlyAdministratorsOfEntra.Contains($"{property.After}"))
            ? [new(RiskKind.Grant, "it may give rights to anybody")]
            : [];

    // A subscription, a management group, or the tenant
    private static bool IsWide(string scope)
        => scope is "/" || scope.Trim('/').Split('/') is ["subscriptions", _]
            || scope.StartsWith("/providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase);
}

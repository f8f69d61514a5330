using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Platform.Review.Diff.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>Who may do more than before by what a pod may do on its node, what a namespace lets in, and what a role may give away.</summary>
internal static class EscalationRule
{
    private const string Enforced = "pod-security.kubernetes.io/enforce";

    private static readonly FrozenSet<string> OnlyAdministrators = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // Owner, User Access Administrator, Role Based Access Control Administrator
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "f58310d9-a9f6-439a-9e8d-f62e7b41a168");

    // What holds if nothing is said, and is worth a look otherwise
    private static readonly FrozenDictionary<string, string[]> Harmless = new Dictionary<string, string[]>
    {
        ["privileged"] = ["false", ""],
        ["allowPrivilegeEscalation"] = ["false"],
        ["runAsNonRoot"] = ["true"],
        ["readOnlyRootFilesystem"] = ["true"],
        ["automountServiceAccountToken"] = ["false"],
        ["hostNetwork"] = ["false", ""],
        ["hostPID"] = ["false", ""],
        ["hostIPC"] = ["false", ""],
        ["hostUsers"] = ["false", ""],
        ["procMount"] = ["Default", ""],
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
            _ => [],
        };
    }

    private static IEnumerable<Risk> OfPod(ResourceChange change, PropertyChange property)
    {
        var name = Harmless.Keys.FirstOrDefault(property.Path.EndsWith);
        if (name is null || Harmless[name].Contains($"{property.After}") || (change.Kind is ChangeKind.Added && property.After is null))
            yield break;
        yield return new(RiskKind.Grant, $"{name}: {(property.After is null ? "not set" : $"{property.After}")}");
    }

    private static IEnumerable<Risk> OfNamespace(ResourceChange change)
    {
        if (!change.Resource.Type.EndsWith(":Namespace", StringComparison.Ordinal))
            yield break;
        var (was, isNow) = (Level(change.Before?.Inputs), Level(change.After?.Inputs));
        if (change.Before is null ? isNow is "" or "privileged" : Rank(isNow) < Rank(was))
            yield return new(RiskKind.Grant, $"the namespace's policy is {(isNow.Length == 0 ? "none" : isNow)}{(was.Length == 0 ? "" : $", and was {was}")}");
    }

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/
    private static int Rank(string level) => level switch { "restricted" => 2, "baseline" => 1, _ => 0 };

    private static string Level(JsonObject? inputs) => $"{inputs?["metadata"]?["labels"]?[Enforced]}";

    private static IEnumerable<Risk> OfRole(ResourceChange change, JsonObject inputs)
    {
        var role = $"{inputs["roleDefinitionId"]}";
        if (change.Kind is ChangeKind.Moved && change.Properties is [])
            yield break;
        if (OnlyAdministrators.Contains(role[(role.LastIndexOf('/') + 1)..]) && inputs["condition"] is null)
            yield return new(RiskKind.Grant, "it may give rights to anybody");
        if (change.Properties.Any(property => property.Path.Schema == "condition" && property.After is null))
            yield return new(RiskKind.Grant, "the condition of the right is gone");
    }
}

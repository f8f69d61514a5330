using System.Text;

namespace Platform.Review.Rules;

/// <summary>The page that lists all rules.</summary>
internal static class RulePage
{
    public const string File = "docs/rules.md";
    public const string Mend = "dotnet platform.cs check --update-page";

    public static string Write()
    {
        var page = new StringBuilder("# Rules\n\n")
            .Append($"What `dotnet platform.cs check` holds a plan to: {RuleCatalogue.All.Count} rules. Written by `{Mend}`.\n\n")
            .Append(
                "`Azure.*` are rules of [PSRule for Azure](https://azure.github.io/PSRule.Rules.Azure/), evaluated on the plan; "
                + "`K8s.*` are the restricted\n")
            .Append(
                "[Pod Security Standard](https://kubernetes.io/docs/concepts/security/pod-security-standards/) and common hardening; "
                + "`Plan.*` are this project's own.\n")
            .Append(
                "`Plan.Type.*` are Azure's own definitions of its resources, as [published for Bicep]"
                + "(https://github.com/Azure/bicep-types-az), at the API version\nthat azure-native uses for each kind; what is in "
                + "a deployment's template counts as well. `K8s.Type.*` are the schemas of Kubernetes 1.34 and KEDA.\n")
            .Append(
                $"Errors and warnings fail the check. What a stack relaxes stands in its file, under `{Suppressions.Key}`, "
                + "with the reason.\n");
        foreach (var family in RuleCatalogue.All.GroupBy(rule => string.Join('.', rule.Id.Split('.')[..2]))
            .GroupBy(group => group.Count() > 1 && !group.Key.StartsWith("Plan", StringComparison.Ordinal)
            ? group.Key
            : group.Key.Split('.')[0]))
        {
            page.Append(
                $"\n## {family.Key}\n\n| rule | severity | pillar | what must hold | what happens otherwise |\n|---|---|---|---|---|\n");
            foreach (var rule in family.SelectMany(group => group))
                page.Append(
                    $"| [{rule.Id}]({rule.Link}) | {rule.Severity.ToString().ToLowerInvariant()} | "
                    + $"{rule.Pillar.ToString().ToLowerInvariant()} | {rule.What} | {rule.Why} |\n");
        }

        return page.ToString();
    }
}

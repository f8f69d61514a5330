using System.Text.Json.Nodes;
using Platform.Review.Preflight.Asking;

namespace Platform.Review.Preflight.Checks;

/// <summary>How the environments of a stack are protected: https://docs.github.com/rest/deployments/environments.</summary>
internal sealed class EnvironmentProtection(GitHubCli git, string stack)
{
    private const string Production = "prod";
    private const string Main = "main";

    public async Task<IEnumerable<(string What, string Mend)>> FaultsAsync(string repository, CancellationToken cancellationToken)
    {
        var answer = (await git.FindAsync("environments?per_page=100", cancellationToken))?["environments"] as JsonArray ?? [];
        var found = answer.OfType<JsonObject>().ToDictionary(each => $"{each["name"]}", StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        foreach (var name in Names())
        {
            if (!found.TryGetValue(name, out var environment))
            {
                faults.Add($"the environment '{name}' is not there; GitHub makes it, unprotected, for the first job that names it");
                continue;
            }

            if (IsReviewed(name))
                faults.AddRange(ReviewFaults(name, environment));
            if (!IsOfPreviews(name) && await BranchFaultAsync(name, environment, cancellationToken) is { } fault)
                faults.Add(fault);
        }

        return faults.Select(fault => (fault, $"docs/runbooks/pipeline.md, step 1: https://github.com/{repository}/settings/environments"));
    }

    private string[] Names() => [stack, $"{stack}-preview", .. stack == Production ? [$"{Production}-risks"] : Array.Empty<string>()];

    private static bool IsReviewed(string name) => name is Production or $"{Production}-risks";

    // Pull requests use them, by identities that read
    private bool IsOfPreviews(string name) => name == $"{stack}-preview";

    private static IEnumerable<string> ReviewFaults(string name, JsonObject environment)
    {
        var rule = (environment["protection_rules"] as JsonArray ?? []).FirstOrDefault(each => $"{each?["type"]}" == "required_reviewers");
        if (rule?["reviewers"] is not JsonArray { Count: > 0 })
            yield return $"nobody has to approve what is deployed to '{name}'";
        else if ($"{rule["prevent_self_review"]}" != "true")
            yield return $"whoever starts a deployment to '{name}' may approve it";
    }

    private async Task<string?> BranchFaultAsync(string name, JsonObject environment, CancellationToken cancellationToken)
    {
        if (environment["deployment_branch_policy"] is not JsonObject policy)
            return $"'{name}' can be deployed from every branch";
        if ($"{policy["protected_branches"]}" == "true")
            return null;
        var answer = await git.FindAsync($"environments/{name}/deployment-branch-policies", cancellationToken);
        var names = (answer?["branch_policies"] as JsonArray ?? []).Select(each => $"{each?["name"]}");
        string[] others = [.. names.Where(each => each != Main)];
        return others is [] ? null : $"'{name}' can be deployed from {string.Join(", ", others)} too";
    }
}

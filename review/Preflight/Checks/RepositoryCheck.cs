using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Plans;
using Platform.Review.Preflight.Asking;

namespace Platform.Review.Preflight.Checks;

/// <summary>
/// Whether the repository that deploys the stack is protected as docs/runbooks/pipeline.md says. An <c>up</c> trips over nothing of it, so
/// that all is a warning; what GitHub does not say is one too.
/// </summary>
internal sealed partial class RepositoryCheck : IPreflightCheck
{
    private const string Runbook = "docs/runbooks/pipeline.md";

    public string Name => "repository";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        if (SubjectOf(context.Plan) is not { } subject)
            return [];
        var repository = Ids().Replace(subject, "");
        var git = new GitHubCli(context.Programs, repository);
        var faults = new List<(string What, string Mend)>();
        Func<Task<IEnumerable<(string, string)>>>[] questions =
        [
            () => SubjectAsync(git, context.Plan.Stack, subject, cancellationToken),
            () => new EnvironmentProtection(git, context.Plan.Stack).FaultsAsync(repository, cancellationToken),
            () => BranchAsync(git, repository, cancellationToken),
            () => OwnersAsync(git, repository, cancellationToken),
            () => ScanningAsync(git, repository, cancellationToken),
        ];
        foreach (var question in questions)
        {
            try
            {
                faults.AddRange(await question());
            }
            catch (RefusedException refused)
            {
                faults.Add((
                    $"GitHub did not say how {repository} is protected: {refused.Message}",
                    $"gh auth login, as one who may read the repository's settings; or see to {Runbook} yourself"));
            }
        }

        return [.. faults.Distinct().Select(fault => new Obstacle(Name, Weight.Warning, fault.What, fault.Mend))];
    }

    // As the tokens of its jobs name it: owner/name, or owner@id/name@id
    private static string? SubjectOf(Plan plan) => plan.Resources
        .Select(resource => Subject().Match($"{resource.Inputs["subject"]}"))
        .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    // https://docs.github.com/rest/actions/oidc
    private static async Task<IEnumerable<(string, string)>> SubjectAsync(
        GitHubCli git, string stack, string subject, CancellationToken cancellationToken)
    {
        var prefix = $"{(await git.FindAsync("actions/oidc/customization/sub", cancellationToken))?["sub_claim_prefix"]}";
        return prefix.Length == 0 || prefix == $"repo:{subject}"
            ? []
            : [($"GitHub signs jobs in as '{prefix}', and the stack trusts 'repo:{subject}': Entra would answer AADSTS700213",
                $"pulumi config set --stack {stack} platform:githubRepository {prefix.Replace("repo:", "", StringComparison.Ordinal)}")];
    }

    // By a ruleset, https://docs.github.com/rest/repos/rules, or by the older protection of a branch
    private static async Task<IEnumerable<(string, string)>> BranchAsync(
        GitHubCli git, string repository, CancellationToken cancellationToken)
    {
        var rules = (await git.FindAsync("rules/branches/main", cancellationToken) as JsonArray ?? []).ToLookup(rule => $"{rule?["type"]}");
        var (owners, checks) = (rules["pull_request"].Any(rule => Is(rule?["parameters"]?["require_code_owner_review"])),
            rules["required_status_checks"].Any());
        if (!owners || !checks)
        {
            var older = await git.FindAsync("branches/main/protection", cancellationToken);
            owners |= Is(older?["required_pull_request_reviews"]?["require_code_owner_reviews"]);
            checks |= older?["required_status_checks"] is not null;
        }

        var mend = $"{Runbook}, step 7: https://github.com/{repository}/settings/rules";
        return
        [
            .. owners ? Array.Empty<(string, string)>() : [("main takes changes that no code owner has reviewed", mend)],
            .. checks ? Array.Empty<(string, string)>() : [("main takes changes whose checks have not succeeded", mend)],
        ];
    }

    // Owners who are not there, or may not write, are asked nothing: https://docs.github.com/rest/repos/repos#list-codeowners-errors
    private static async Task<IEnumerable<(string, string)>> OwnersAsync(
        GitHubCli git, string repository, CancellationToken cancellationToken)
    {
        var errors = (await git.FindAsync("codeowners/errors", cancellationToken))?["errors"] as JsonArray ?? [];
        return errors.Select(error => (
            $"line {error?["line"]} of {error?["path"]} asks nobody: {error?["kind"]}, {error?["source"]}".TrimEnd(' ', ',', '\n'),
            $"make that team, and let it write: https://github.com/{repository}/settings/access"));
    }

    // 404 is said where it is on and has seen nothing yet
    private static async Task<IEnumerable<(string, string)>> ScanningAsync(
        GitHubCli git, string repository, CancellationToken cancellationToken)
    {
        if ($"{(await git.FindAsync("actions/variables/CODE_SCANNING", cancellationToken))?["value"]}" == "off")
            return [];
        try
        {
            await git.FindAsync("code-scanning/analyses?per_page=1", cancellationToken);
            return [];
        }
        catch (RefusedException refused) when (refused.Message.Contains("enabled", StringComparison.OrdinalIgnoreCase))
        {
            return [($"code scanning takes no findings: {refused.Message}",
                $"turn it on, https://github.com/{repository}/settings/security_analysis, "
                + $"or: gh variable set CODE_SCANNING --body off --repo {repository}")];
        }
    }

    private static bool Is(JsonNode? value) => value is JsonValue truth && truth.TryGetValue<bool>(out var given) && given;

    [GeneratedRegex(@"\Arepo:(.+):environment:[^:]+\z")]
    private static partial Regex Subject();

    [GeneratedRegex(@"@\d+")]
    private static partial Regex Ids();
}

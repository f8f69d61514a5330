using System.Text;

namespace Platform.Tool.Tests.Workflows;

/// <summary>What the pipelines' scripts do, against programs that answer as GitHub and the cloud would.</summary>
public sealed class StepScriptTests
{
    private const string New = "repo:contoso@5/platform@8:environment:dev";

    [SkippableTheory]
    [InlineData("contoso@5/platform@8", New, 0, $"GitHub calls the job {New}, as Pulumi.dev.yaml says")]
    [InlineData(
        "contoso/platform", New, 1,
        $"::error::GitHub calls the job {New}, and Pulumi.dev.yaml says githubRepository is 'contoso/platform'. Signed in yourself, run "
        + "'pulumi config set --stack dev githubRepository contoso@5/platform@8' and 'pulumi up --stack dev', and commit Pulumi.dev.yaml")]
    [InlineData(
        "contoso/platform", "job_workflow_ref:x", 1,
        "::error::GitHub calls the job 'job_workflow_ref:x', which is not its default form repo:…:environment:…. Bring the subject of this "
        + "repository's tokens back to the default (docs/runbooks/pipeline.md)")]
    public async Task Subject_OfTheToken_IsHeldToTheSetting(string said, string subject, int code, string message)
    {
        using var script = new StepScript("actions/cloud", "Check whom GitHub says the job is");
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"jti":"?>~","sub":"{{subject}}","aud":"a"}"""))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
        script.Write("Pulumi.dev.yaml", $"config:\n  platform:githubRepository: \"{said}\"\n");
        script.Program("curl", $$"""cat > header; echo '{"count":1,"value":"head.{{payload}}.signature"}'""");
        script.Environment["STACK"] = "dev";
        script.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "request-secret";
        script.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/?a=b";

        var run = await script.RunAsync();

        Assert.Equal((code, message), run);
        Assert.Equal("Authorization: bearer request-secret", await File.ReadAllTextAsync(Path.Combine(script.Folder, "header")));
    }

    [SkippableTheory]
    [InlineData("false", "offline", "> From a fork: its own code wrote what follows.\n\n")]
    [InlineData("true", "dev offline prod", "")]
    public async Task Comment_OfAFork_IsTheOfflineReportAlone(string own, string posted, string note)
    {
        using var script = new StepScript("workflows/comment", "Comment on the pull request");
        script.Program("gh", """
            case "$*" in
              *pulls*) echo 7 ;;
              *artifacts*) printf 'report-dev\nreport-prod\nreport-offline\n' ;;
              "run download"*) mkdir -p "$7"; echo "text of $5" > "$7/report.md" ;;
              *POST*) name=$(sed -n 's/<!-- preview: \(.*\) -->/\1/p' body.md); cat body.md > "posted-$name" ;;
            esac
            """);
        foreach (var (name, value) in new[]
        {
            ("OWN", own), ("RUN", "9"), ("SHA", "abc"), ("GH_REPO", "a/b"), ("OWNER", "a"), ("BRANCH", "x"), ("RUN_URL", "u"),
        })
            script.Environment[name] = value;

        Assert.Equal((0, ""), await script.RunAsync());

        var names = Directory.GetFiles(script.Folder, "posted-*").Select(file => file.Split("posted-")[1]).Order(StringComparer.Ordinal);
        Assert.Equal(posted, string.Join(' ', names));
        Assert.Equal(
            $"<!-- preview: offline -->\n{note}text of report-offline\n",
            await File.ReadAllTextAsync(Path.Combine(script.Folder, "posted-offline")));
    }

    [SkippableFact]
    public async Task Comment_OfASingleArtifact_IsPosted()
    {
        using var script = new StepScript("workflows/comment", "Comment on the pull request");
        script.Program("gh", """
            case "$*" in
              *pulls*) echo 7 ;;
              *artifacts*) echo report-offline ;;
              "run download"*) mkdir -p "$7"; head -c 70000 /dev/zero | tr "\0" x > "$7/report.md" ;;
              *POST*) cat body.md > posted ;;
            esac
            """);
        foreach (var (name, value) in new[]
        {
            ("OWN", "true"), ("RUN", "9"), ("SHA", "abc"), ("GH_REPO", "a/b"), ("OWNER", "a"), ("BRANCH", "x"), ("RUN_URL", "u"),
        })
            script.Environment[name] = value;

        Assert.Equal((0, "run 9 keeps no report-dev\nrun 9 keeps no report-prod"), await script.RunAsync());

        var posted = await File.ReadAllTextAsync(Path.Combine(script.Folder, "posted"));
        Assert.StartsWith(
            "<!-- preview: offline -->\n> Too long to be shown whole: [the run](u) keeps `report-offline`.\n", posted,
            StringComparison.Ordinal);
        Assert.InRange(posted.Length, 64_000, 65_536);
    }

    [SkippableTheory]
    [InlineData("a", "b", 0)]
    [InlineData("a", "a", 1)]
    public async Task Keys_OfTwoStacks_AreNotShared(string dev, string prod, int code)
    {
        using var script = new StepScript("actions/cloud", "Check that the stack's key is its own");
        script.Write("Pulumi.dev.yaml", $"secretsprovider: azurekeyvault://{dev}.vault.azure.net/keys/pulumi\n");
        script.Write("Pulumi.prod.yaml", $"secretsprovider: azurekeyvault://{prod}.vault.azure.net/keys/pulumi\n");

        Assert.Equal(code, (await script.RunAsync()).ExitCode);
    }

    [SkippableTheory]
    [InlineData("  azure-native:subscriptionId: aaaaaaaa-1111\n  azure-native:tenantId: \"BBBBBBBB-2222\"\n", 0, "")]
    [InlineData(
        "  azure-native:subscriptionId: 'cccccccc-3333'\n  azure-native:tenantId: bbbbbbbb-2222\n", 1,
        "::error::Pulumi.prod.yaml says azure-native:subscriptionId is cccccccc-3333, and the variable AZURE_SUBSCRIPTION_ID of the job's "
        + "environment is aaaaaaaa-1111: set the one that is wrong")]
    [InlineData(
        "  azure-native:subscriptionId: aaaaaaaa-1111\n  azure-native:tenantId: cccccccc-3333\n", 1,
        "::error::Pulumi.prod.yaml says azure-native:tenantId is cccccccc-3333, and the variable AZURE_TENANT_ID of the job's "
        + "environment is bbbbbbbb-2222: set the one that is wrong")]
    [InlineData(
        "  # azure-native:subscriptionId: aaaaaaaa-1111\n", 1,
        "::error::Pulumi.prod.yaml has no azure-native:subscriptionId that can be read. Run 'pulumi config set --stack prod "
        + "azure-native:subscriptionId aaaaaaaa-1111', and commit Pulumi.prod.yaml\n"
        + "::error::Pulumi.prod.yaml has no azure-native:tenantId that can be read. Run 'pulumi config set --stack prod "
        + "azure-native:tenantId bbbbbbbb-2222', and commit Pulumi.prod.yaml")]
    public async Task Subscription_OfTheJob_IsTheStacks(string lines, int code, string message)
    {
        using var script = new StepScript("actions/cloud", "Check that the job signs in where the stack is");
        script.Write("Pulumi.prod.yaml", $"config:\n{lines}  platform:owner: team\n");
        foreach (var (name, value) in new[] { ("STACK", "prod"), ("SUBSCRIPTION", "aaaaaaaa-1111"), ("TENANT", "bbbbbbbb-2222") })
            script.Environment[name] = value;

        Assert.Equal((code, message), await script.RunAsync());
    }

    [SkippableFact]
    public async Task Cluster_ThatDoesNotAnswer_EndsTheJobBeforeAnythingChanges()
    {
        using var script = new StepScript("actions/roll-out", "Note what serves now");
        script.Environment["STACK"] = "dev";
        script.Program("pulumi", """printf '{\n  "clusterName": "aks",\n  "resourceGroup": "rg"\n}\n'""");
        script.Program("az", """[ "$4 $6" = "aks rg" ]""");
        script.Program("kubelogin", "");
        script.Program("kubectl", "echo 'no route to host' >&2; exit 1");

        Assert.Equal((1, "no route to host"), await script.RunAsync());
        Assert.False(File.Exists(Path.Combine(script.Folder, "output")));
    }

    [SkippableFact]
    public async Task Comment_OfSeveralParts_TakesAsManyAsItNeedsAndNoMore()
    {
        using var script = CommentScript("""
              *artifacts*) echo report-offline ;;
              "run download"*) mkdir -p "$7"; echo one > "$7/report.md"; echo two > "$7/report-2.md" ;;
              *"issues/7/comments"*offline*) printf '11\n12\n13\n' ;;
            """);

        Assert.Equal(0, (await script.RunAsync()).ExitCode);

        Assert.Equal(
            "PATCH 11: <!-- preview: offline --> one\nPATCH 12: <!-- preview: offline --> two\nDELETE 13: \n",
            await File.ReadAllTextAsync(Path.Combine(script.Folder, "calls")));
    }

    // Once, however often a run fails, and what it said stays to be read
    [SkippableTheory]
    [InlineData("")]
    [InlineData("> **Outdated**: [a later run](older), of older, gave no such report. What follows is of an older commit.\\n\\n")]
    public async Task Comment_OfARunWithoutAReport_MarksTheOlderOneAsOutdated(string before)
    {
        using var script = CommentScript($$"""
              *artifacts*) echo other ;;
              *issues/comments/55*) printf '<!-- preview: offline -->\n{{before}}What it said\n' ;;
              *"issues/7/comments"*offline*) echo 55 ;;
            """);

        Assert.Equal(0, (await script.RunAsync()).ExitCode);

        Assert.Equal(
            "PATCH 55: <!-- preview: offline --> > **Outdated**: [a later run](u), of abc, gave no such report. "
            + "What follows is of an older commit.  What it said\n",
            await File.ReadAllTextAsync(Path.Combine(script.Folder, "calls")));
    }

    private static StepScript CommentScript(string answers)
    {
        var script = new StepScript("workflows/comment", "Comment on the pull request");
        script.Program("gh", $$"""
            case "$*" in
              *"--method P"*) target=${4##*/}; printf '%s %s: %s\n' "$3" "$target" "$(tr '\n' ' ' < body.md | sed 's/ $//')" >> calls ;;
              *"--method D"*) printf '%s %s: \n' "$3" "${4##*/}" >> calls ;;
              *pulls*) echo 7 ;;
            {{answers}}
            esac
            """);
        foreach (var (name, value) in new[]
        {
            ("OWN", "true"), ("RUN", "9"), ("SHA", "abc"), ("GH_REPO", "a/b"), ("OWNER", "a"), ("BRANCH", "x"), ("RUN_URL", "u"),
        })
            script.Environment[name] = value;
        return script;
    }

    [SkippableTheory]
    [InlineData(0, "better", 0, "better=true")]
    [InlineData(0, "not shown to be better or worse", 0, "better=false")]
    [InlineData(3, "worse", 3, "better=false")]
    [InlineData(1, "", 1, "")]
    public async Task Evaluation_OfACandidate_IsProposedOnlyWhereItIsBetter(int code, string verdict, int ends, string output)
    {
        using var script = new StepScript("workflows/retrain", "Evaluate");
        script.Program(
            "dotnet",
            verdict.Length == 0
                ? $"exit {code}"
                : $"echo \"$@\" > called; printf '# bank\\n\\n**The candidate is {verdict}**: because.\\n' > report.md; exit {code}");
        script.Write("held_out", "rows");
        foreach (var (name, value) in new[]
        {
            ("MODEL", "bank"), ("GROUP", "marital"), ("GITHUB_STEP_SUMMARY", Path.Combine(script.Folder, "summary")),
        })
            script.Environment[name] = value;

        var run = await script.RunAsync();

        Assert.Equal((ends, ""), run);
        Assert.Equal(
            output,
            File.Exists(Path.Combine(script.Folder, "output"))
                ? (await File.ReadAllTextAsync(Path.Combine(script.Folder, "output"))).Trim()
                : "");
        if (verdict.Length > 0)
            Assert.Equal(
                "platform.cs evaluate --model bank --candidate candidate --format markdown --output report.md --data held_out "
                + "--group marital",
                (await File.ReadAllTextAsync(Path.Combine(script.Folder, "called"))).Trim());
    }
}

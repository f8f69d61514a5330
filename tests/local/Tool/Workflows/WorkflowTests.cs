using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;
using static Platform.Tool.Tests.Workflows.WorkflowFile;

namespace Platform.Tool.Tests.Workflows;

/// <summary>What a pipeline may do, and that what it calls is there.</summary>
public sealed partial class WorkflowTests
{
    // All that any job may write. Whoever widens this says why in the workflow.
    private static readonly string[] _writes =
    [
        "ci/rules: security-events",
        "comment/comment: pull-requests",
        "deploy/dev: id-token",
        "deploy/plan-prod: id-token",
        "deploy/prod: id-token",
        "drift/drift: id-token",
        "drift/drift: issues",
        "preview/cloud: id-token",
        "release/release: contents",
        "retrain/fetch: id-token",
        "retrain/propose: contents",
        "retrain/propose: pull-requests",
    ];

    // Programs that a script may call, besides the shell's own words and this repository's command
    private static readonly string[] _programs = [
        "az", "base64", "cat", "curl", "dotnet", "gh", "git", "grep", "head", "iconv", "kubectl", "kubelogin", "mkdir", "printf",
        "pulumi", "python3",
        "rm", "sed", "sort", "sudo", "tr", "umask", "uniq", "wc",
        // Functions of the script that comments
        "body", "outdate",
    ];

    [Fact]
    public void Jobs_OfAllWorkflows_WriteWhatIsListedAndNothingElse()
    {
        var writes =
            from file in WorkflowFile.Workflows
            from job in file.Jobs
            from scope in Scopes(Child(job.Job, "permissions"))
            where scope.Access != "read"
            select $"{file.Name}/{job.Name}: {scope.Name}";

        Assert.Equal(_writes, writes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Workflows_OfPermissions_GrantAtMostReadingToAllJobs()
        => Assert.All(WorkflowFile.Workflows, file =>
        {
            var permissions = Assert.IsType<YamlMappingNode>(Child(file.Document, "permissions"));
            Assert.All(Scopes(permissions), scope => Assert.Equal(("contents", "read"), scope));
        });

    [Fact]
    public void Actions_OfOthers_ArePinnedByCommitWithTheirVersion()
        => Assert.All(WorkflowFile.All.SelectMany(file => file.Uses.Select(uses => (file.Path, uses.Action, uses.Comment))), uses =>
        {
            if (uses.Action.StartsWith("./", StringComparison.Ordinal))
                Assert.True(RepositoryFiles.Exists($"{uses.Action}/action.yml"), $"{uses.Path}: {uses.Action} does not exist");
            else
                Assert.Matches(Pinned(), $"{uses.Action} # {uses.Comment}");
        });

    [Fact]
    public void Actions_OfOthers_AreTheSameVersionEverywhere()
        => Assert.All(
            WorkflowFile.All.SelectMany(file => file.Uses).Where(uses => uses.Action.Contains('@', StringComparison.Ordinal))
                .GroupBy(uses => uses.Action.Split('@')[0]),
            action => Assert.Single(action.Distinct()));

    [Fact]
    public void Uses_OfAllSteps_AreSeenByThePattern()
        => Assert.Equal(
            WorkflowFile.All.Sum(file => file.Steps.Count(step => Child(step, "uses") is not null)),
            WorkflowFile.All.Sum(file => file.Uses.Count()));

    [Fact]
    public void Workflows_OfSecrets_UseNone()
        => Assert.All(WorkflowFile.All, file => Assert.DoesNotContain("secrets.", file.Text, StringComparison.Ordinal));

    // A pull request's title or branch that is pasted into a script is run by it; as a variable it is only text
    [Fact]
    public void Scripts_OfAllSteps_PasteNoExpression()
        => Assert.All(
            WorkflowFile.All.SelectMany(file => file.Scripts), script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));

    [Fact]
    public void PullRequests_OfForks_NeverRunWithATokenThatWrites()
    {
        Assert.All(WorkflowFile.Workflows, file => Assert.Null(Child(Child(file.Document, "on"), "pull_request_target")));
        var comment = Assert.Single(WorkflowFile.Workflows, file => Child(Child(file.Document, "on"), "workflow_run") is not null);
        Assert.DoesNotContain(comment.Uses, uses => uses.Action.StartsWith("actions/checkout@", StringComparison.Ordinal));
        Assert.DoesNotContain(comment.Scripts, script => script.Contains("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public void Checkouts_OfAllJobs_LeaveNoTokenBehind()
        => Assert.All(
            WorkflowFile.All.SelectMany(file => file.Steps)
                .Where(step => $"{Child(step, "uses")}".StartsWith("actions/checkout@", StringComparison.Ordinal)),
            step => Assert.Equal("false", $"{Child(Child(step, "with"), "persist-credentials")}"));

    [Fact]
    public void Jobs_OfAllWorkflows_EndInTime()
        => Assert.All(
            WorkflowFile.Workflows.SelectMany(file => file.Jobs),
            job => Assert.InRange(int.Parse($"{Child(job.Job, "timeout-minutes")}"), 1, 150));

    [Fact]
    public void Jobs_OfAStack_RunOneAtATimeAndAreNotCutOff()
    {
        var updates = WorkflowFile.Workflows.SelectMany(file => file.Jobs).Where(job => UsesRollOut(job.Job)).ToArray();

        Assert.Equal(["dev", "prod"], updates.Select(job => job.Name));
        Assert.All(updates, job =>
        {
            Assert.Equal($"stack-{job.Name}", $"{Child(Child(job.Job, "concurrency"), "group")}");
            Assert.Equal("false", $"{Child(Child(job.Job, "concurrency"), "cancel-in-progress")}");
            Assert.Equal(job.Name, $"{Child(job.Job, "environment")}");
        });
    }

    [Fact]
    public void Production_OfTheDeployment_IsHeldToThePlanThatWasShown()
    {
        var prod = WorkflowFile.Workflows.Single(file => file.Name == "deploy").Jobs.Single(job => job.Name == "prod").Job;

        Assert.Equal(["plan-prod", "accept-risks"], ((YamlSequenceNode)Child(prod, "needs")!).Select(job => $"{job}"));
        Assert.Equal("plan.json", $"{Child(Child(StepsOf(prod).Last(), "with"), "plan")}");
    }

    [Fact]
    public void Stacks_OfTheMatrices_AreThoseOfTheRepository()
    {
        var stacks = RepositoryFiles.Below(".", "Pulumi.*.yaml", recursive: false).Select(file => file.Split('.')[^2]);
        var matrices = WorkflowFile.Workflows.SelectMany(file => file.Jobs)
            .Select(job => Child(Child(Child(job.Job, "strategy"), "matrix"), "stack")).OfType<YamlSequenceNode>().ToArray();

        Assert.NotEmpty(matrices);
        Assert.All(matrices, matrix => Assert.Equal(stacks, matrix.Children.Select(stack => $"{stack}")));
    }

    [Fact]
    public async Task Scripts_OfAllSteps_CallVerbsAndOptionsThatExist()
    {
        var lines = WorkflowFile.All.SelectMany(file => file.Scripts).SelectMany(CommandLines.In).Distinct().ToArray();

        Assert.True(lines.Length >= 5, "the pipelines call the one command");
        foreach (var line in lines)
            await CommandLines.AssertExistsAsync(line, ".github");
    }

    [Fact]
    public void Scripts_OfAllSteps_CallProgramsThatAreThere()
    {
        foreach (var file in WorkflowFile.All)
            foreach (var script in file.Scripts)
                Assert.All(Called().Matches(script).Select(match => match.Groups[1].Value), program => Assert.Contains(program, _programs));
    }

    // These come with the action that signs in; a job that calls them without it would find none
    [Fact]
    public void Jobs_ThatCallPulumiOrTheCluster_SetTheCloudUpFirst()
        => Assert.All(WorkflowFile.Workflows.SelectMany(file => file.Jobs), job =>
        {
            var steps = StepsOf(job.Job).ToList();
            var needs = steps.FindIndex(step => CloudTool().IsMatch($"{Child(step, "run")}") || UsesRollOut(step));
            var sets = steps.FindIndex(step => $"{Child(step, "uses")}" == "./.github/actions/cloud");
            Assert.True(needs < 0 || (sets >= 0 && sets < needs), $"{job.Name} calls a tool of the cloud before ./.github/actions/cloud");
        });

    [Fact]
    public void Paths_OfScripts_Exist()
        => Assert.All(
            WorkflowFile.All.SelectMany(file => file.Scripts)
                .SelectMany(script => RepositoryFile().Matches(script).Select(match => match.Value)),
            path => Assert.True(RepositoryFiles.Exists(path), $"{path} does not exist"));

    private static IEnumerable<(string Name, string Access)> Scopes(YamlNode? permissions)
        => permissions is YamlMappingNode map ? map.Children.Select(scope => ($"{scope.Key}", $"{scope.Value}")) : [];

    private static bool UsesRollOut(YamlMappingNode of)
        => $"{Child(of, "uses")}" == "./.github/actions/roll-out" || StepsOf(of).Any(UsesRollOut);

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    // The first word of a command: of a line, after a pipe, in a substitution; not an assignment or the shell's own
    [GeneratedRegex(
        @"(?:^|[|;({]|\$\()\s*(?!(?:if|then|else|fi|for|do|done|case|esac|exit|echo|export|true|continue"
        + @"|while)\b)([a-z][\w-]*)(?=\s+[^=)\s])(?!\s*[)=])", RegexOptions.Multiline)]
    private static partial Regex Called();

    [GeneratedRegex(@"(?:^|[|;(]|\$\()\s*(?:pulumi|kubectl|kubelogin|az) ", RegexOptions.Multiline)]
    private static partial Regex CloudTool();

    // What the repository holds; the other files that scripts name are made by them
    [GeneratedRegex(@"(?<![\w$/])(?:(?:app|docs|infra|review|tests)/[\w./-]+\.\w+|[\w-]+\.sln)")]
    private static partial Regex RepositoryFile();
}

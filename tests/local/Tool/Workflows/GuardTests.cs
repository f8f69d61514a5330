using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;
using static Platform.Tool.Tests.Workflows.WorkflowFile;

namespace Platform.Tool.Tests.Workflows;

/// <summary>
/// What stands between a change and production: where jobs run, whose approval they wait for, what is kept for it to read.
/// </summary>
public sealed class GuardTests
{
    // Whoever approves production approves a job of that environment, and no other job may have its identity
    [Fact]
    public void Environments_OfAllJobs_AreThoseThatTheRunbookProtects()
    {
        var environments = from file in WorkflowFile.Workflows
                           from job in file.Jobs
                           let environment = Child(job.Job, "environment")
                           where environment is not null
                           select $"{file.Name}/{job.Name}: {environment}";

        Assert.Equal(
            [
                "deploy/accept-risks: prod-risks", "deploy/dev: dev", "deploy/plan-prod: prod-preview", "deploy/prod: prod",
                "drift/drift: ${{ matrix.stack }}-preview", "preview/cloud: ${{ matrix.stack }}-preview",
                "retrain/fetch: ${{ inputs.stack }}",
            ],
            environments.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("deploy", "dev", "", "in-dev", "in-prod", "in-dev")]
    [InlineData("deploy", "plan-prod", "", "in-dev", "", "ubuntu-24.04")]
    [InlineData("deploy", "prod", "", "in-dev", "", "ubuntu-24.04")]
    [InlineData("deploy", "prod", "", "in-dev", "in-prod", "in-prod")]
    [InlineData("drift", "drift", "prod", "in-dev", "", "ubuntu-24.04")]
    [InlineData("drift", "drift", "dev", "in-dev", "in-prod", "in-dev")]
    [InlineData("preview", "cloud", "prod", "in-dev", "", "ubuntu-24.04")]
    [InlineData("preview", "cloud", "prod", "in-dev", "in-prod", "in-prod")]
    [InlineData("preview", "cloud", "dev", "", "in-prod", "ubuntu-24.04")]
    public void Jobs_OfAStack_RunInItsNetworkOrInNone(string workflow, string job, string stack, string dev, string prod, string expected)
    {
        var runsOn = Child(
            WorkflowFile.Workflows.Single(file => file.Name == workflow).Jobs.Single(each => each.Name == job).Job, "runs-on");

        Assert.Equal(expected, Expression.ValueOf($"{runsOn}", new JsonObject
        {
            ["vars"] = new JsonObject { ["DEV_RUNNER"] = dev, ["PROD_RUNNER"] = prod },
            ["matrix"] = new JsonObject { ["stack"] = stack },
        }));
    }

    [Fact]
    public void Checks_ThatAreRequired_RunInTheMergeQueueToo() => Assert.Equal(
        ["ci", "preview"],
        WorkflowFile.Workflows.Where(file => Child(file.Document, "on") is YamlMappingNode on && on.Children.ContainsKey("merge_group"))
            .Select(file => file.Name));

    // The third run of a group cancels the second where the queue is not told otherwise, and a job that waits for days holds its group
    [Fact]
    public void Concurrency_OfAStack_CancelsNobodyWhoWaits_AndHoldsNoOtherWorkflow()
    {
        var groups = WorkflowFile.Workflows.SelectMany(
            file => file.Jobs.Select(job => (file.Name, Concurrency: Child(job.Job, "concurrency"))))
            .Where(job => job.Concurrency is not null).ToArray();

        Assert.All(groups.Where(job => job.Name == "deploy"), job => Assert.Equal("max", $"{Child(job.Concurrency, "queue")}"));
        Assert.All(groups, job => Assert.Equal("false", $"{Child(job.Concurrency, "cancel-in-progress")}"));
        Assert.Equal(
            ["deploy: stack-dev", "deploy: stack-prod", "drift: drift-${{ matrix.stack }}"],
            groups.Select(job => $"{job.Name}: {Child(job.Concurrency, "group")}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("deploy", "plan-prod", "plan.json", "preview.json", "report.md")]
    [InlineData("preview", "report-offline", "graph-*.html", "report*.md", "report.json")]
    [InlineData("preview", "report-${{ matrix.stack }}", "preview.json", "report.md")]
    public void Artifacts_OfAReport_HoldTheWholeOfIt(string workflow, string name, params string[] files)
    {
        var kept = WorkflowFile.Workflows.Single(file => file.Name == workflow).Steps
            .Where(step => $"{Child(step, "uses")}".StartsWith("actions/upload-artifact@", StringComparison.Ordinal))
            .Select(step => Child(step, "with")).Single(with => $"{Child(with, "name")}" == name);

        Assert.Equal(files, $"{Child(kept, "path")}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal("error", $"{Child(kept, "if-no-files-found")}");
    }

    // What is approved was shown whole, and what it loses or gives away was asked for
    [Fact]
    public void Plan_OfProduction_IsShownWhole_AndJudged()
    {
        var scripts = StepsOf(WorkflowFile.Workflows.Single(file => file.Name == "deploy").Jobs.Single(job => job.Name == "plan-prod").Job)
            .Select(step => $"{Child(step, "run")}").ToArray();

        var shown = Array.FindIndex(
            scripts,
            script => script.Contains(
                "diff --preview preview.json --format markdown --whole --output report.md", StringComparison.Ordinal));
        Assert.InRange(shown, 1, scripts.Length);
        Assert.Equal("cat report.md >> \"$GITHUB_STEP_SUMMARY\"", scripts[shown + 1]);
        Assert.Contains("--fail-on risks", scripts[shown + 2], StringComparison.Ordinal);
    }

    // Only an update or an API that failed; that an output or the cluster could not be read says nothing of what serves
    [Theory]
    [InlineData("""{"failure":true,"steps":{"before":{"outputs":{"revision":"7"}},"up":{"outcome":"failure"}}}""", true)]
    [InlineData(
        """{"failure":true,"steps":{"before":{"outputs":{"revision":"7"}},"up":{"outcome":"success"},"smoke":{"outcome":"failure"}}}""",
        true)]
    [InlineData(
        """{"failure":true,"steps":{"before":{"outputs":{"revision":"7"}},"up":{"outcome":"success"},"api":{"outcome":"failure"}"""
        + ""","smoke":{"outcome":"skipped"}}}""", false)]
    [InlineData("""{"failure":true,"steps":{"before":{"outcome":"failure","outputs":{}},"up":{"outcome":"skipped"}}}""", false)]
    [InlineData("""{"failure":true,"steps":{"before":{"outputs":{}},"up":{"outcome":"failure"}}}""", false)]
    [InlineData("""{"steps":{"before":{"outputs":{"revision":"7"}},"up":{"outcome":"success"},"smoke":{"outcome":"success"}}}""", false)]
    public void Workload_AfterAFailure_IsPutBackWhereItWasChanged(string contexts, bool expected)
    {
        var step = WorkflowFile.All.Single(file => file.Path.Contains("roll-out", StringComparison.Ordinal)).Steps
            .Single(each => $"{Child(each, "name")}" == "Put the workload back");

        Assert.Equal(expected, Expression.IsTrue($"{Child(step, "if")}", (JsonObject)JsonNode.Parse(contexts)!));
    }
}

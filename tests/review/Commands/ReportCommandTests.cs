using System.Text.Json.Nodes;
using Platform.Review.Report;

namespace Platform.Review.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Report_SettingChanged_HasDifferencesCostAndPicture()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync("clusterUserNodesMin: \"1\"", "clusterUserNodesMin: \"2\"");
        var file = Path.Combine(_checkout.Path, "report.md");

        var run = await ReportAsync("--output", file);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        var report = await File.ReadAllTextAsync(file);
        Assert.InRange(Comment.Size(report), 1, Comment.Limit);
        Assert.Matches(
            @"\| dev \| 1 changed; [0-9]+ unchanged \| 1 × price and quota \| [^|]+ \| [\d,.]+ → (?:at least )?[\d,.]+ USD a month "
            + @"\(\+[\d.,]+, \+[\d.]+ %\) \|\n", report);
        Assert.Contains("- Price and quota: changed `platform/cluster/user-pool` (minCount)\n", report, StringComparison.Ordinal);
        Assert.Contains("<summary>dev / cluster: 1 changed</summary>", report, StringComparison.Ordinal);
        Assert.Matches(@"<summary>dev / cost: [^<]+</summary>\n\n\| component \| before \| after \| difference \|", report);
        Assert.Contains("<summary>dev / picture</summary>\n\n```mermaid\nflowchart LR\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AsJson_IsForPrograms()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync();

        var stack = JsonNode.Parse((await ReportAsync("--format", "json", "--base", "HEAD")).Output)!["stacks"]![0]!;

        Assert.Equal(("dev", 1), ((string?)stack["stack"], (int)stack["counts"]!["changed"]!));
        Assert.Equal((0m, 0), ((decimal)stack["cost"]!["difference"]!, stack["rules"]!["new"]!.AsArray().Count));
        Assert.StartsWith("flowchart LR\n", (string?)stack["graph"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ASuppressionAddedWithTheChange_IsTheFirstLine()
    {
        const string Planted = "    - rule: Plan.Protection\n      reason: dev is torn down and built again at will; it holds nothing "
            + "that is not in git\n";
        await _checkout.ChangeAsync(Planted, "");
        await _checkout.CommitAsync();
        Assert.StartsWith("### What changes", (await ReportAsync()).Output, StringComparison.Ordinal);
        await _checkout.ChangeAsync("  review:suppressions:\n", $"  review:suppressions:\n{Planted}");

        var report = (await ReportAsync()).Output;

        Assert.StartsWith("> **dev: this change suppresses** Plan.Protection: ", report, StringComparison.Ordinal);
        Assert.Contains("(its reason: dev is torn down and built again at will; ", report, StringComparison.Ordinal);
        Assert.Contains("hidden by this change", report, StringComparison.Ordinal);
    }

    // Each side with what its own file says
    [Fact]
    public async Task Report_AnAssumptionThatChanges_IsNoChangeOfTheBase()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync("  review:suppressions:\n", "  review:usage:\n    logs: 1 GB/day\n  review:suppressions:\n");

        var report = (await ReportAsync()).Output;

        Assert.Contains("\n**dev, assumed otherwise than before**\n\n- logs: 0.5 → 1 GB/day\n", report, StringComparison.Ordinal);
        Assert.Matches(@"\| no change; [0-9]+ unchanged \| nothing \| [^|]+ \| [\d.]+ → (?:at least )?[\d.]+ USD a month \(\+", report);
    }

    [Fact]
    public async Task Report_WhereItStands_IsSaid()
    {
        await _checkout.CommitAsync();
        var report = (await ReportAsync("--head", "5d6e7f8", "--run", "https://github.com/a/b/actions/runs/9")).Output;

        Assert.Matches(
            @"\nOf 5d6e7f8, against [0-9a-f]{7} \(HEAD\); \d{4}-\d\d-\d\d \d\d:\d\d UTC by \[a "
            + @"run\]\(https://github.com/a/b/actions/runs/9\), ", report);
        Assert.Equal(2, (await ReportAsync("--run", "javascript:alert")).ExitCode);
    }

    [Fact]
    public async Task Report_Twice_IsTheSame()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync();

        Assert.Equal((await ReportAsync()).Output, (await ReportAsync()).Output);
    }

    // What was worked out before is not told of what has changed since
    [Fact]
    public async Task Report_AfterAnotherChange_IsOfThatChange()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync();
        await ReportAsync();
        await _checkout.ChangeAsync("budgetMonthly: \"601\"", "budgetMonthly: \"602\"");
        _checkout.Write("app/Inference/Dockerfile", "FROM scratch\n");

        var report = (await ReportAsync()).Output;

        Assert.Contains("- `amount`: `600` → `602`", report, StringComparison.Ordinal);
        Assert.Contains("Another image is built and rolled out", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_UnknownBase_SaysWhatToGiveAndLeavesTheFileAlone()
    {
        await _checkout.CommitAsync();
        var file = _checkout.Write("report.md", "before");

        var run = await ReportAsync("--base", "nowhere", "--output", file);

        Assert.Equal(
            (4, "", "git knows no commit 'nowhere' here; give a branch, a tag or a commit, and fetch it if it is not here yet."),
            (run.ExitCode, run.Output, run.Error.TrimEnd()));
        Assert.Equal("before", await File.ReadAllTextAsync(file));
    }

    private Task<CommandLine> ReportAsync(params string[] args) => CommandLine.RunAsync(["report", "--root", _checkout.Path, .. args]);
}

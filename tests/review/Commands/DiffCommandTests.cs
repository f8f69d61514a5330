using System.Text.Json.Nodes;

namespace Platform.Review.Tests.Commands;

/// <summary>In a checkout of its own, with the real settings.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Diff_NothingChanged_IsEmptyAndExits0()
    {
        await _checkout.CommitAsync();

        var run = await DiffAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\Adev against [0-9a-f]{7} \(HEAD\): no change; [0-9]+ unchanged\n\z", run.Output);
    }

    [Fact]
    public async Task Diff_SettingChanged_ShowsIt()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync();

        var run = await DiffAsync("--format", "json", "--stack", "dev");

        var change = Assert.Single(JsonNode.Parse(run.Output)!["stacks"]![0]!["changes"]!.AsArray());
        Assert.Equal(
            ("changed", "platform/observability/stack-budget", "price"),
            ((string?)change!["kind"], (string?)change["path"], (string?)change["risk"]));
        Assert.Equal("""[{"path":"amount","before":600,"after":601}]""", change["properties"]!.ToJsonString());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Diff_SizeChanged_ShowsWhatItCosts()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync("clusterTier: Free", "clusterTier: Standard");

        var cost = JsonNode.Parse((await DiffAsync("--format", "json")).Output)!["stacks"]![0]!["cost"]!;

        Assert.Equal(("USD", "73"), ((string?)cost["currency"], cost["difference"]!.ToJsonString()));
        Assert.Equal("platform/cluster/aks", (string?)Assert.Single(cost["resources"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task Diff_Base_IsWhatIsComparedWith()
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync();
        await _checkout.CommitAsync();

        Assert.Contains(": no change; ", (await DiffAsync()).Output, StringComparison.Ordinal);
        Assert.Contains("(HEAD~1): 1 changed; ", (await DiffAsync("--base", "HEAD~1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_BranchOfOriginMain_ComparesWithWhereItBranchedOff()
    {
        await _checkout.CommitAsync();
        await _checkout.GitAsync("update-ref", "refs/remotes/origin/main", "HEAD");
        await _checkout.ChangeAsync();
        await _checkout.CommitAsync();

        Assert.Contains("(the merge base with origin/main): 1 changed; ", (await DiffAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_NothingInCommonWithOriginMain_SaysWhatToDo()
    {
        await _checkout.CommitAsync();
        await _checkout.GitAsync("update-ref", "refs/remotes/origin/main", "HEAD");
        await _checkout.GitAsync("checkout", "-q", "--orphan", "other");
        await _checkout.ChangeAsync();
        await _checkout.CommitAsync();

        await FailsAsync(
            4, "HEAD and origin/main have no common commit here; fetch the whole history (git fetch --unshallow), or give --base REF.");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("--all")]
    public async Task Diff_UnknownBase_SaysWhatToGive(string reference)
    {
        await _checkout.CommitAsync();

        await FailsAsync(
            4, $"git knows no commit '{reference}' here; give a branch, a tag or a commit, and fetch it if it is not here yet.",
            $"--base={reference}");
    }

    [Fact]
    public Task Diff_NoCheckout_SaysSo()
        => FailsAsync(4, $"'{_checkout.Path}' is no git checkout with a commit; there is nothing to compare with.");

    [Fact]
    public async Task Diff_NoPlanAtBase_ShowsEverythingAsAdded()
    {
        await _checkout.GitAsync("init", "-q");
        await _checkout.GitAsync("add", "Pulumi.yaml");
        await _checkout.GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "first");

        var run = await DiffAsync("--format", "json");

        var counts = JsonNode.Parse(run.Output)!["stacks"]![0]!["counts"]!;
        Assert.Equal((0, 0, 0, 0), ((int)counts["removed"]!, (int)counts["moved"]!, (int)counts["changed"]!, (int)counts["replaced"]!));
        Assert.InRange((int)counts["added"]!, 90, 500);
    }

    [Theory]
    [InlineData("schemaVersion: 1", "schemaVersion: 0", "has schemaVersion 0, and 1 is read here; compare with a base that has the same.")]
    [InlineData("schemaVersion: 1", "schemaVersion: 2", "has schemaVersion 2, and 1 is read here; compare with a base that has the same.")]
    [InlineData("schemaVersion: 1\n", "", "has schemaVersion none, and 1 is read here; compare with a base that has the same.")]
    [InlineData("stack: dev\nresources:\n", "stack: dev\nresources: none\nothers:\n",
        "is no plan; write it anew with: dotnet platform.cs plan --update")]
    [InlineData("    custom: false\n", "", "is no plan; write it anew with: dotnet platform.cs plan --update")]
    [InlineData("stack: dev\n", "stack: [dev\n", "is not valid YAML at line 3; write it anew with: dotnet platform.cs plan --update")]
    [InlineData("stack: dev\n", "stack: dev\nstack: prod\n",
        "is not valid YAML at line 4; write it anew with: dotnet platform.cs plan --update")]
    public async Task Diff_UnreadablePlanAtBase_SaysWhichAndWhy(string part, string mistake, string expected)
    {
        await _checkout.CommitAsync(text => text.Replace(part, mistake, StringComparison.Ordinal));

        var run = await DiffAsync();

        Assert.Equal((5, ""), (run.ExitCode, run.Output));
        Assert.Matches(
            @"\Areview/plans/dev\.yaml at [0-9a-f]{7} \(HEAD\) " + System.Text.RegularExpressions.Regex.Escape(expected) + @"\s*\z",
            run.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("text")]
    public async Task Diff_NoPlanInTheFile_SaysSo(string content)
    {
        await _checkout.CommitAsync(_ => content);

        var run = await DiffAsync();

        Assert.Equal(5, run.ExitCode);
        Assert.Matches(
            @"\Areview/plans/dev\.yaml at [0-9a-f]{7} \(HEAD\) is no plan; write it anew with: dotnet platform\.cs plan --update\s*\z",
            run.Error);
    }

    [Fact]
    public async Task Diff_Fails_LeavesTheOutputFileAlone()
    {
        await _checkout.CommitAsync();
        var file = _checkout.Write("report.md", "before");

        var run = await DiffAsync("--base", "nowhere", "--output", file);

        Assert.Equal(4, run.ExitCode);
        Assert.Equal("before", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("changes", 3)]
    [InlineData("loss", 0)]
    public async Task Diff_FailOn_EndsByWhatThereIs(string what, int expected)
    {
        await _checkout.CommitAsync();
        await _checkout.ChangeAsync();

        Assert.Equal(expected, (await DiffAsync("--fail-on", what)).ExitCode);
    }

    [Fact]
    public async Task Diff_FailOnChangesWithNone_Exits0()
    {
        await _checkout.CommitAsync();

        Assert.Equal(0, (await DiffAsync("--fail-on", "changes")).ExitCode);
    }

    private Task<CommandLine> DiffAsync(params string[] args) => CommandLine.RunAsync(["diff", "--root", _checkout.Path, .. args]);

    private async Task FailsAsync(int exitCode, string message, params string[] args)
    {
        var run = await DiffAsync(args);

        Assert.Equal((exitCode, "", message), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Platform.Review.Tests.Commands;

/// <summary>In a checkout of its own, with the real settings.</summary>
public sealed class CostCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CostCommandTests()
    {
        _folder.CheckOut("Pulumi.yaml", "Pulumi.dev.yaml");
    }

    private string Settings => Path.Combine(_folder.Path, "Pulumi.dev.yaml");

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("cost")]
    [InlineData("cost", "--stack", "dev", "--format", "xml")]
    public async Task Cost_NotUnderstood_Exits2(params string[] args) => Assert.Equal(2, (await CommandLine.RunAsync(args)).ExitCode);

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("json")]
    public async Task Cost_Stack_WritesItsReport(string format)
    {
        var target = Path.Combine(_folder.Path, "report");

        var run = await CostAsync("--format", format, "--output", target);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Contains("platform/gateway/service", await File.ReadAllTextAsync(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cost_Base_ComparesWithThePlanThere()
    {
        await CommitAsync();
        await ChangeAsync("clusterTier: Free", "clusterTier: Standard");

        var run = await CostAsync("--base", "HEAD", "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var change = JsonNode.Parse(run.Output)!["change"]!;
        Assert.Equal("platform/cluster/aks", (string?)Assert.Single(change["resources"]!.AsArray())!["name"]);
        Assert.Equal("73", change["difference"]!.ToJsonString());
    }

    [Fact]
    public async Task Cost_SizeWithoutPrice_WritesTheReportAndExits9()
    {
        await ChangeAsync("clusterUserNodeSize: Standard_D2ds_v5", "clusterUserNodeSize: Standard_D2ads_v7");

        var run = await CostAsync();

        Assert.Equal(
            "Prices are missing; add them, with source and date, to review/Costs/Prices:\n"
            + "  platform/cluster/user-pool: Virtual Machines Standard_D2ads_v7, Compute has no price in westeurope",
            run.Error.TrimEnd());
        Assert.Equal(9, run.ExitCode);
        Assert.Contains(
            "\nWithout a price, so that the sum is too small\n  platform/cluster/user-pool: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cost_RegionWithoutPrices_SaysWhichThereAre()
    {
        await ChangeAsync("config:\n", "config:\n  platform:location: swedencentral\n");

        var run = await CostAsync();

        Assert.Equal(9, run.ExitCode);
        Assert.Contains(
            "  platform/cluster/user-pool: Virtual Machines Standard_D2ds_v5, Compute has no price in swedencentral, "
            + "a region that the table knows nothing of\n",
            run.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "  there are no prices at all for 'swedencentral'; there are for northeurope, westeurope", run.Error.TrimEnd(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cost_WrongUsage_Exits10AndLeavesTheFileAlone()
    {
        await ChangeAsync("config:\n", "config:\n  review:usage:\n    logs: 5 MB/day\n");
        var target = _folder.Write("report", "before");

        var run = await CostAsync("--output", target);

        Assert.Equal(
            (10, "", "review:usage.logs in Pulumi.dev.yaml is '5 MB/day'; allowed: 0 to 100000 GB/day, such as '10 GB/day'."),
            (run.ExitCode, run.Output, run.Error.TrimEnd()));
        Assert.Equal("before", await File.ReadAllTextAsync(target));
    }

    [Fact]
    public async Task Cost_UsageOfTheStack_Counts()
    {
        await ChangeAsync(
            "config:\n", "config:\n  review:usage:\n    training: 100 h/month\n    trainingRun: 2 h\n    subscriptions: { standard: 3 }\n");

        var run = await CostAsync();

        Assert.Matches(
            @"\(100 hours of training, 0 nodes always on; a run of the pipeline takes 2 of them, [0-9]+\.[0-9]{2,4} [A-Z]{3}\)",
            run.Output);
        Assert.Contains("; of 23 expected subscriptions, ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "false", " with 2 trials", "0.7")]
    [InlineData("1000", "false", " with 3 trials", "0.8")]
    [InlineData("0", "true", " with insights", "1")]
    [InlineData("3", "true", " with 3 trials and insights", "1.3")]
    public async Task Cost_OfARunWithTrialsOrInsights_CountsThem(string trials, string insights, string extras, string hours)
    {
        await ChangeAsync(
            "config:\n", $"config:\n  platform:retrainingSweepTrials: \"{trials}\"\n  platform:retrainingInsights: \"{insights}\"\n");

        var run = await CostAsync();

        Assert.Contains($"; a run of the pipeline takes {hours} of them{extras}, ", run.Output, StringComparison.Ordinal);
    }

    // Bank's sweep has four points, iris' three
    [Fact]
    public async Task Cost_OfARunOfTheModelThatTheStackNames_CountsItsOwnTrials()
    {
        _folder.Write("app/models/bank/1/model.onnx", "bank");
        await ChangeAsync("config:\n", "config:\n  platform:retrainingModel: bank\n  platform:retrainingSweepTrials: \"1000\"\n");

        var run = await CostAsync();

        Assert.Contains("; a run of the pipeline takes 0.9 of them with 4 trials, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cost_WhereNoVersionIsOfTheModelThatIsTrained_SaysWhichModelsThereAre()
    {
        await ChangeAsync("config:\n", "config:\n  platform:retrainingModel: bank\n");

        var run = await CostAsync();

        Assert.Equal("", run.Output);
        Assert.Equal(
            "app/models holds no version of 'bank', which platform:retrainingModel names and the next version must be better than; "
            + "it holds iris", run.Error.TrimEnd());
    }

    [Fact]
    public async Task Cost_UnknownBase_SaysWhatToGive()
    {
        await CommitAsync();

        var run = await CostAsync("--base", "nowhere");

        Assert.Equal(
            (4, "", "git knows no commit 'nowhere' here; give a branch, a tag or a commit, and fetch it if it is not here yet."),
            (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Cost_UnknownStack_NamesThoseThatThereAre()
    {
        var run = await CommandLine.RunAsync("cost", "--stack", "test", "--root", _folder.Path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("There is no stack 'test': ", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine> CostAsync(params string[] args)
        => CommandLine.RunAsync(["cost", "--stack", "dev", "--root", _folder.Path, .. args]);

    private async Task ChangeAsync(string from, string to)
    {
        var text = await File.ReadAllTextAsync(Settings);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Settings, text.Replace(from, to, StringComparison.Ordinal));
    }

    private async Task CommitAsync()
    {
        Assert.Equal(0, (await CommandLine.RunAsync("plan", "--update", "--root", _folder.Path)).ExitCode);
        await GitAsync("init", "-q");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "plan");
    }

    private async Task GitAsync(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", _folder.Path, "-c", "core.autocrlf=false", .. arguments]) { RedirectStandardError = true })!;
        var error = await git.StandardError.ReadToEndAsync();
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, error);
    }
}

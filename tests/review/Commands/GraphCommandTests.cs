using System.Diagnostics;

namespace Platform.Review.Tests.Commands;

public sealed class GraphCommandTests
{
    [Theory]
    [InlineData("graph")]
    [InlineData("graph", "--stack", "dev", "--format", "png")]
    [InlineData("graph", "--stack", "dev", "--base")]
    public async Task Graph_NotUnderstood_SaysWhyAndExits2(params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Graph_UnknownFormat_NamesThoseThatThereAre()
    {
        var run = await CommandLine.RunAsync("graph", "--stack", "dev", "--format", "png");

        Assert.Equal("--format is 'png'; allowed: mermaid, svg, html", run.Error.TrimEnd());
    }

    [Theory]
    [InlineData("mermaid", "flowchart LR\n", "-.->")]
    [InlineData("svg", "<?xml version=\"1.0\"", "edge telemetry")]
    [InlineData("html", "<!DOCTYPE html>\n", "type=\"checkbox\" checked")]
    public async Task Graph_EachFormat_IsWrittenWithTelemetryOnlyIfAsked(string format, string start, string telemetry)
    {
        var (without, with) = (await GraphAsync("--format", format), await GraphAsync("--format", format, "--telemetry"));

        Assert.Equal((0, "", 0, ""), (without.ExitCode, without.Error, with.ExitCode, with.Error));
        Assert.StartsWith(start, without.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(telemetry, without.Output, StringComparison.Ordinal);
        Assert.Contains(telemetry, with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_NoFormat_IsMermaidWithoutTheImagesTag()
    {
        var run = await GraphAsync();

        Assert.StartsWith("flowchart LR\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_UnknownStack_NamesTheOnesThatExistAndExits1()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: platform");
        folder.Write("Pulumi.dev.yaml", "");

        var run = await CommandLine.RunAsync("graph", "--stack", "staging", "--root", folder.Path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            $"There is no stack 'staging': {folder.Path} has the stacks 'dev'. Create one with: pulumi stack init "
            + $"staging{Environment.NewLine}", run.Error);
    }

    [Fact]
    public async Task Graph_UnknownBase_SaysWhatToGiveAndLeavesTheFileAlone()
    {
        using var folder = await CheckoutAsync();
        var file = folder.Write("graph.svg", "before");

        var run = await CommandLine.RunAsync(
            "graph", "--stack", "dev", "--base", "nowhere", "--output", file, "--format", "svg", "--root", folder.Path);

        Assert.Equal(
            (
                4, "",
                "git knows no commit 'nowhere' here; give a branch, a tag or a commit, and fetch it if it is not here "
                + $"yet.{Environment.NewLine}"),
            (run.ExitCode, run.Output, run.Error));
        Assert.Equal("before", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Graph_UnreadablePlanAtBase_SaysWhichAndWhy()
    {
        using var folder = await CheckoutAsync(plan => plan.Replace("schemaVersion: 1", "schemaVersion: 0", StringComparison.Ordinal));

        var run = await BasedAsync(folder);

        Assert.Equal((5, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"\Areview/plans/dev\.yaml at [0-9a-f]{7} \(HEAD\) has schemaVersion 0, and 1 is read here;", run.Error);
    }

    [Fact]
    public async Task Graph_Base_MarksWhatChanges()
    {
        using var folder = await CheckoutAsync();
        var settings = Path.Combine(folder.Path, "Pulumi.dev.yaml");
        Assert.Contains("no change", (await BasedAsync(folder)).Output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(settings);
        await File.WriteAllTextAsync(settings, text.Replace("budgetMonthly: \"600\"", "budgetMonthly: \"601\"", StringComparison.Ordinal));

        var run = await BasedAsync(folder);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("<b>Budget</b><br>observability/stack-budget<br>~ changed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_OutputFile_IsWrittenAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "graph.mmd");

        var run = await GraphAsync("--output", file);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.StartsWith("flowchart LR\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal([file], Directory.EnumerateFiles(folder.Path));
    }

    private static Task<CommandLine> GraphAsync(params string[] args)
        => CommandLine.RunAsync(["graph", "--stack", "dev", "--root", RepositoryRoot.Path, .. args]);

    private static Task<CommandLine> BasedAsync(TemporaryFolder folder)
        => CommandLine.RunAsync("graph", "--stack", "dev", "--base", "HEAD", "--root", folder.Path);

    /// <summary>The repository's settings and plan, committed in a checkout of its own.</summary>
    private static async Task<TemporaryFolder> CheckoutAsync(Func<string, string>? spoil = null)
    {
        var folder = new TemporaryFolder();
        folder.CheckOut("Pulumi.yaml", "Pulumi.dev.yaml");
        Assert.Equal(0, (await CommandLine.RunAsync("plan", "--update", "--root", folder.Path)).ExitCode);
        var plan = Path.Combine(folder.Path, "review", "plans", "dev.yaml");
        await File.WriteAllTextAsync(plan, (spoil ?? (text => text))(await File.ReadAllTextAsync(plan)));
        foreach (var arguments in new[] { "init -q", "add .", "-c user.name=a -c user.email=a@example.com commit -q -m plan" })
        {
            using var git =
                Process.Start(new ProcessStartInfo("git", ["-C", folder.Path, "-c", "core.autocrlf=false", .. arguments.Split(' ')]))!;
            await git.WaitForExitAsync();
            Assert.Equal(0, git.ExitCode);
        }

        return folder;
    }
}

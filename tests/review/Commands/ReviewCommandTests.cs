using System.Text.Json.Nodes;

namespace Platform.Review.Tests.Commands;

public sealed class ReviewCommandTests
{
    [Theory]
    [InlineData]
    [InlineData("destroy")]
    [InlineData("plan")]
    [InlineData("plan", "--stack", "dev", "--format", "xml")]
    [InlineData("plan", "--stack", "dev", "--verbose")]
    [InlineData("plan", "--update", "--stack", "dev")]
    [InlineData("plan", "--update", "--output", "plan.yaml")]
    [InlineData("plan", "--update", "--format", "json")]
    [InlineData("plan", "--update", "--committed")]
    [InlineData("summary", "dev")]
    public async Task Run_NotUnderstood_SaysWhyAndExits2(params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("unknown verb ''; allowed: check, cost, plan, diff, report, graph, import, summary, kinds, preflight, prices")]
    [InlineData("unknown option '--verbose'\n\nusage: dotnet platform.cs plan [options]", "plan", "--stack", "dev", "--verbose")]
    [InlineData("--format is 'xml'; allowed: tree, json, yaml, plans", "plan", "--stack", "dev", "--format", "xml")]
    [InlineData("--stack wants a value: --stack NAME", "cost", "--stack")]
    [InlineData("cost wants a stack: --stack dev, or --stack prod\n\nusage: dotnet platform.cs cost [options]", "cost")]
    [InlineData("--run is 'ftp://x'; allowed: an address that begins with https://", "report", "--run", "ftp://x")]
    public async Task Run_NotUnderstood_SaysWhatIsAllowed(string message, params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.StartsWith(message, run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_Exits0()
    {
        var run = await CommandLine.RunAsync("plan", "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  --stack NAME ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--root", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Json_IsWrittenToTheOutput()
    {
        var run = await CommandLine.RunAsync("plan", "--stack", "dev", "--format", "json", "--root", RepositoryRoot.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("dev", (string?)JsonNode.Parse(run.Output)!["stack"]);
    }

    [Fact]
    public async Task Plan_NoFormat_IsTheTree()
    {
        var run = await CommandLine.RunAsync("plan", "--stack", "dev", "--root", RepositoryRoot.Path);

        Assert.StartsWith("platform dev: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Committed_HasNoImageTag()
    {
        var run = await CommandLine.RunAsync("plan", "--stack", "dev", "--format", "yaml", "--committed", "--root", RepositoryRoot.Path);

        Assert.Contains("azurecr.io/inference:<image tag>", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UnknownStack_NamesTheOnesThatExistAndExits1()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: platform");
        folder.Write("Pulumi.dev.yaml", "");

        var run = await CommandLine.RunAsync("plan", "--stack", "staging", "--root", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"There is no stack 'staging': {folder.Path} has the stacks 'dev'. Create one with: pulumi stack init "
            + $"staging{Environment.NewLine}",
            run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Plan_InvalidSettings_ListsThemAsTheProgramDoesAndExits1()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: platform");
        folder.Write("Pulumi.dev.yaml", "config:\n  platform:location: Somewhere!\n  platform:protect: perhaps\n");

        var run = await CommandLine.RunAsync("plan", "--stack", "dev", "--root", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The settings of stack 'dev' have ", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "\n  platform:protect is 'perhaps'; allowed: true or false\n    pulumi config set --stack dev protect true",
            run.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Plan_OutputFile_IsWrittenAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("plan.json", "before");

        var run = await CommandLine.RunAsync(
            "plan", "--stack", "dev", "--format", "json", "--output", file, "--root", RepositoryRoot.Path);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal("dev", (string?)JsonNode.Parse(await File.ReadAllTextAsync(file))!["stack"]);
        Assert.Equal([file], Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task Plan_Fails_LeavesTheOutputFileAlone()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("plan.json", "before");

        var run = await CommandLine.RunAsync("plan", "--stack", "staging", "--output", file, "--root", RepositoryRoot.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("before", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Plan_OutputIsAFolder_SaysSoAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, "plan")).FullName;

        var run = await CommandLine.RunAsync("plan", "--stack", "dev", "--output", target, "--root", RepositoryRoot.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"'{target}' cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task Plan_OutputInAMissingFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "missing", "plan.json");

        var run = await CommandLine.RunAsync("plan", "--stack", "dev", "--output", target, "--root", RepositoryRoot.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"'{target}' cannot be written: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_BothStacks_AreSideBySide()
    {
        var run = await CommandLine.RunAsync("summary", "--root", RepositoryRoot.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines =
            run.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Equal("resources dev prod", lines[0]);
        Assert.Contains("tiers dev prod", lines);
        Assert.Contains("settings that differ dev prod", lines);
        Assert.Contains("networkIsolation public privateInternetOutbound", lines);
        Assert.Contains(lines, line => line.StartsWith("free 10 calls/min, 1,000/30 days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Summary_OfOneKeyInTwoNamespaces_TellsThemApart()
    {
        using var folder = new TemporaryFolder();
        folder.CheckOut("Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml");
        var prod = await File.ReadAllTextAsync(Path.Combine(folder.Path, "Pulumi.prod.yaml"));
        const string lines = "config:\n  azure-native:location: northeurope\n  platform:location: swedencentral\n";
        folder.Write("Pulumi.prod.yaml", prod.Replace("config:\n", lines, StringComparison.Ordinal));

        var run = await CommandLine.RunAsync("summary", "--root", folder.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^azure-native:location +\S+ +northeurope\s*$", run.Output);
        Assert.Matches(@"(?m)^location +westeurope +swedencentral\s*$", run.Output);
    }
}

using Platform.Review.Commands;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Commands;

public sealed class PlanUpdateTests
{
    [Fact]
    public async Task Plan_NoStackNoUpdate_SaysWhatToGive()
    {
        var run = await CommandLine.RunAsync("plan");

        Assert.StartsWith(
            "plan wants a stack: --stack dev, or --stack prod\n\nusage: ", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UpdateWithOthers_NamesThem()
    {
        var run = await CommandLine.RunAsync("plan", "--update", "--format", "json", "--output", "file");

        Assert.StartsWith(
            "--update writes the plans of all stacks, as they are committed; leave out --format, --output\n",
            run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Update_WritesAllStacks()
    {
        using var folder = Checkout();

        var run = await CommandLine.RunAsync("plan", "--update", "--root", folder.Path);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(["dev.yaml", "prod.yaml"], Plans(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var stack in new[] { "dev", "prod" })
        {
            var one = await CommandLine.RunAsync("plan", "--stack", stack, "--format", "yaml", "--committed", "--root", folder.Path);
            Assert.Equal(one.Output, await File.ReadAllTextAsync(Path.Combine(folder.Path, "review", "plans", $"{stack}.yaml")));
        }
    }

    [Fact]
    public async Task Plan_Update_WritesTheSettingsIntoTheirPage()
    {
        using var folder = Checkout();
        var committed = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, SettingsPage.File));
        var row = committed.Split('\n').Single(line => line.StartsWith("| `owner` |", StringComparison.Ordinal));
        var page = folder.Write(
            SettingsPage.File, committed.Replace(row, "| `gone` |  | What was a setting once |", StringComparison.Ordinal));

        var run = await CommandLine.RunAsync("plan", "--update", "--root", folder.Path);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(committed, await File.ReadAllTextAsync(page));
    }

    [Fact]
    public async Task Plan_UpdateOfAnInvalidStack_WritesNone()
    {
        using var folder = Checkout();
        folder.Write("Pulumi.prod.yaml", "config:\n  platform:location: Nowhere!\n");

        var run = await CommandLine.RunAsync("plan", "--update", "--root", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The settings of stack 'prod' have ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "review")));
    }

    [Fact]
    public async Task WriteAll_LastCannotBeReplaced_RestoresTheOthers()
    {
        using var folder = new TemporaryFolder();
        var (old, added, blocked) =
            (folder.Write("old", "before"), Path.Combine(folder.Path, "added"), Path.Combine(folder.Path, "blocked"));
        Directory.CreateDirectory(blocked);

        var exception = await Assert.ThrowsAsync<ReviewException>(
            () => WholeFile.WriteAllAsync([(old, "after"), (added, "after"), (blocked, "after")], CancellationToken.None));

        Assert.StartsWith($"'{blocked}' cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(old));
        Assert.Equal([old], Directory.EnumerateFiles(folder.Path));
    }

    private static string[] Plans(TemporaryFolder folder) => Directory.GetFiles(Path.Combine(folder.Path, "review", "plans"));

    /// <summary>What a plan is made from: the settings, the server that is built, and a model to serve.</summary>
    private static TemporaryFolder Checkout()
    {
        var folder = new TemporaryFolder();
        folder.CheckOut("Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml");
        return folder;
    }
}

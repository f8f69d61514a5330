namespace Platform.Review.Tests.Commands;

public sealed class CheckCommandTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("check", "--stack", "dev", "--format", "xml")]
    public async Task Check_NotUnderstood_Exits2(params string[] args) => Assert.Equal(2, (await CommandLine.RunAsync(args)).ExitCode);

    [Theory]
    [InlineData("text")]
    [InlineData("sarif")]
    [InlineData("json")]
    public async Task Check_SoundStack_Exits0(string format)
    {
        var run = await CommandLine.RunAsync("check", "--stack", "dev", "--format", format, "--root", RepositoryRoot.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotEmpty(run.Output);
    }

    [Fact]
    public async Task Check_Findings_WritesThemAndExits1()
    {
        using var folder = new TemporaryFolder();
        var settings = await SettingsAsync(folder);
        folder.Write("Pulumi.dev.yaml", settings[..settings.IndexOf("  review:suppressions:", StringComparison.Ordinal)]);
        var target = Path.Combine(folder.Path, "report.txt");

        var run = await CommandLine.RunAsync("check", "--stack", "dev", "--output", target, "--root", folder.Path);

        Assert.Equal((1, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Contains("error  Plan.Protection  platform/secrets/vault\n", await File.ReadAllTextAsync(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ rule: Plan.Nothing, reason: none }",
        "the suppression of 'Plan.Nothing' names no rule; the rules are listed in docs/rules.md")]
    [InlineData(
        "{ rule: Plan.Protection, reason: for a while, expires: 2024-01-31 }",
        "the suppression of Plan.Protection expired on 2024-01-31; mend what it hid, or decide again")]
    public async Task Check_SuppressionThatDoesNotCount_HasItsOwnExitCode(string suppression, string expected)
    {
        using var folder = new TemporaryFolder();
        var settings = await SettingsAsync(folder);
        folder.Write(
            "Pulumi.dev.yaml",
            settings.Replace("review:suppressions:\n", $"review:suppressions:\n    - {suppression}\n", StringComparison.Ordinal));

        var run = await CommandLine.RunAsync("check", "--stack", "dev", "--root", folder.Path);

        Assert.Equal((8, ""), (run.ExitCode, run.Error));
        Assert.Contains($"error  {expected}\n", run.Output, StringComparison.Ordinal);
    }

    private static async Task<string> SettingsAsync(TemporaryFolder folder)
    {
        folder.CheckOut("Pulumi.yaml");
        return await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "Pulumi.dev.yaml"));
    }
}

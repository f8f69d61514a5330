namespace Platform.Review.Tests.Commands;

public sealed class CheckCommandTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("check", "--stack", "dev", "--update-page")]
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
        Directory.CreateDirectory(Path.Combine(folder.Path, "app"));
        foreach (var file in new[] { "Pulumi.yaml", "app/Dockerfile", "app/openapi.json" })
            folder.Write(file, await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, file)));
        var settings = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "Pulumi.dev.yaml"));
        folder.Write("Pulumi.dev.yaml", settings[..settings.IndexOf("  review:suppressions:", StringComparison.Ordinal)]);
        var target = Path.Combine(folder.Path, "report.txt");

        var run = await CommandLine.RunAsync("check", "--stack", "dev", "--output", target, "--root", folder.Path);

        Assert.Equal((1, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Contains("error  Plan.Protection  platform/secrets/vault\n", await File.ReadAllTextAsync(target), StringComparison.Ordinal);
    }
}

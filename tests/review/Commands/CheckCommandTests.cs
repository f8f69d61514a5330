using System.Text.Json.Nodes;

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

    [Theory]
    [InlineData("Plan.Protectoin", ", the nearest is 'Plan.Protection'")]
    [InlineData("Nothing.Of.The.Kind", "")]
    public async Task Check_SuppressionOfAnOlderCatalogue_NamesTheNearestRule(string rule, string nearest)
    {
        using var folder = new TemporaryFolder();
        var settings = await SettingsAsync(folder);
        folder.Write(
            "Pulumi.dev.yaml",
            settings.Replace(
                "review:suppressions:\n", $"review:suppressions:\n    - {{ rule: {rule}, reason: none }}\n", StringComparison.Ordinal));

        Assert.Contains(
            $"error  the suppression of '{rule}' names no rule{nearest}; the rules are listed in docs/rules.md\n",
            (await CommandLine.RunAsync("check", "--stack", "dev", "--root", folder.Path)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("budgetMonthly:", "budgetMontly:", "'platform:budgetMontly' is no setting; the nearest is 'platform:budgetMonthly'")]
    [InlineData("budgetMonthly:", "zzz:", "'platform:zzz' is no setting; docs/settings.md lists them")]
    public async Task Check_SettingThatIsMisspelt_IsRefusedWithTheNearest(string name, string misspelt, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.dev.yaml", (await SettingsAsync(folder)).Replace(name, misspelt, StringComparison.Ordinal));

        var run = await CommandLine.RunAsync("check", "--stack", "dev", "--root", folder.Path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches($@"\APulumi.dev.yaml, line \d+, column 3: {expected}\s*\z", run.Error);
    }

    // So that code scanning shows a finding where it can be mended
    [Fact]
    public async Task Check_AsSarif_PointsAtTheProgramAndTheStacksFile()
    {
        using var folder = new TemporaryFolder();
        var settings = await SettingsAsync(folder);
        folder.Write(
            "Pulumi.dev.yaml",
            settings.Replace(
                "review:suppressions:\n", "review:suppressions:\n    - { rule: No.Rule, reason: none }\n", StringComparison.Ordinal));

        var real = JsonNode.Parse(
            (await CommandLine.RunAsync("check", "--stack", "dev", "--format", "sarif", "--root", RepositoryRoot.Path)).Output)!;
        var faulty = JsonNode.Parse(
            (await CommandLine.RunAsync("check", "--stack", "dev", "--format", "sarif", "--root", folder.Path)).Output)!;

        var place = Place(Assert.Single(
            real["runs"]![0]!["results"]!.AsArray(), each => $"{each!["message"]!["text"]}".StartsWith(
                "platform/secrets/vault:", StringComparison.Ordinal)
                && $"{each["ruleId"]}" == "Plan.Protection")!);
        var source = await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.Path, place.File));
        // Optimised code knows its lines less well than the file that they are in
        Assert.Equal("infra/Secrets/ClosedVault.cs", place.File);
        Assert.InRange(place.Line, 1, source.Length);
        var notice = Place(Assert.Single(faulty["runs"]![0]!["invocations"]![0]!["toolConfigurationNotifications"]!.AsArray())!);
        Assert.Equal(
            ("Pulumi.dev.yaml", Array.FindIndex(settings.Split('\n'), line => line == "  review:suppressions:") + 1), notice);

        static (string File, int Line) Place(JsonNode located)
        {
            var physical = located["locations"]![0]!["physicalLocation"]!;
            return ((string)physical["artifactLocation"]!["uri"]!, (int)physical["region"]!["startLine"]!);
        }
    }

    // Whoever adds a suppression with what it hides judges in his own cause
    [Fact]
    public async Task Check_HeldToABase_TakesNoSuppressionThatIsNew()
    {
        const string Suppression = "    - rule: Plan.Protection\n      reason: dev is torn down and built again at will; it holds nothing "
            + "that is not in git\n";
        using var checkout = new Checkout();
        await checkout.ChangeAsync(Suppression, "");
        await checkout.CommitAsync();
        await checkout.ChangeAsync("  review:suppressions:\n", $"  review:suppressions:\n{Suppression}");

        Assert.Equal(0, (await CommandLine.RunAsync("check", "--stack", "dev", "--root", checkout.Path)).ExitCode);
        var run = await CommandLine.RunAsync("check", "--stack", "dev", "--base", "HEAD", "--root", checkout.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error  Plan.Protection  platform/secrets/vault\n", run.Output, StringComparison.Ordinal);
    }

    private static async Task<string> SettingsAsync(TemporaryFolder folder)
    {
        folder.CheckOut("Pulumi.yaml");
        return await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "Pulumi.dev.yaml"));
    }
}

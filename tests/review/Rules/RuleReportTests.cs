using System.Text.Json.Nodes;
using Platform.Review.Report;
using Platform.Review.Report.Rules;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Rules;

public sealed class RuleReportTests(SoundPlan sound) : IClassFixture<SoundPlan>
{
    private const string Reason = "for a test";
    private static readonly TimeProvider _time = new FixedTime(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("dev", "public")]
    [InlineData("prod", "privateInternetOutbound")]
    [InlineData("prod", "privateApprovedOutbound")]
    public async Task Of_StacksOfTheRepository_HasNoFinding(string stack, string isolation)
    {
        var configuration = SoundPlan.Configuration(stack, isolation);

        var report = RuleReport.Of(await SoundPlan.RecordAsync(configuration), Suppressions.Of(configuration), _time);

        Assert.Empty(report.Findings.Select(finding => $"{finding.Rule.Id} {finding.Resource} {finding.Property}: {finding.Found}"));
        Assert.Empty(report.Faults);
        Assert.False(report.Fails);
        Assert.NotEmpty(report.Suppressed);
    }

    [Theory]
    [InlineData("keyvault:Vault properties/enableSoftDelete = nothing", ExitCodes.Failed)]
    [InlineData("""
        keyvault:Vault properties/enableSoftDelete = nothing
        resources:Deployment properties/template/resources = [{"type":"Microsoft.Storage/storageAccounts","apiVersion":"2001-01-01","name":"x"}]
        """, ExitCodes.MissingDefinition)]
    [InlineData("+ Gadget {}", ExitCodes.MissingDefinition)]
    public async Task ExitCode_OfAPlanWithoutADefinition_IsOneOfItsOwn(string changes, int expected)
    {
        var configuration = SoundPlan.Configuration("prod", "privateApprovedOutbound");
        var plan = (await sound.OfAsync("privateApprovedOutbound")).With(changes);

        Assert.Equal(expected, RuleReport.Of(plan, Suppressions.Of(configuration), _time).ExitCode);
    }

    [Theory]
    [InlineData(
        "text", "error  Plan.Type.Value  platform/alerts/burn-rate/burn-fast", "criteria.allOf[0].operator",
        "found 'gt', expected 'GreaterThan' or")]
    [InlineData("sarif", "\"ruleId\": \"Plan.Type.Value\"", "criteria.allOf[0].operator", "found 'gt', expected 'GreaterThan' or")]
    [InlineData("json", "\"rule\": \"Plan.Type.Value\"", "criteria.allOf[0].operator", "\"found\": \"'gt'\"")]
    public async Task Write_OfAValueThatAzureRefuses_NamesPathPropertyGivenAndAllowed(string format, params string[] expected)
    {
        var plan = (await sound.OfAsync("privateApprovedOutbound"))
            .With("""monitor:ScheduledQueryRule criteria/allOf/0/operator = "gt" """);

        var text = ReportFormats.Rules[format].Write(RuleReport.Of(plan, [], _time));

        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_Suppressed_DoesNotFail()
    {
        var report = await ReportAsync(
            new Suppression("azure.keyvault.softdelete", Reason, "platform/secrets", new(2026, 11, 20)),
            new Suppression("Azure.KeyVault.SoftDelete", Reason, "platform/machine-learning"));

        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id == "Azure.KeyVault.SoftDelete");
        Assert.Equal([Reason, Reason], report.Suppressed.Select(suppressed => suppressed.By.Reason));
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task Of_SuppressionOfAnotherResource_DoesNotCount()
    {
        var report = await ReportAsync(new Suppression("Azure.KeyVault.SoftDelete", Reason, "platform/secret"));

        Assert.Contains(report.Findings, finding => finding.Rule.Id == "Azure.KeyVault.SoftDelete");
        Assert.True(report.Fails);
    }

    [Theory]
    [InlineData("Azure.KeyVault.Soft", Reason, null,
        "the suppression of 'Azure.KeyVault.Soft' names no rule, the nearest is 'Azure.KeyVault.SoftDelete'; the rules are listed in "
        + "docs/rules.md")]
    [InlineData("Azure.KeyVault.SoftDelete", " ", null,
        "the suppression of Azure.KeyVault.SoftDelete has no reason; add 'reason: …' to it in review:suppressions")]
    [InlineData("Azure.KeyVault.SoftDelete", Reason, "2026-11-19",
        "the suppression of Azure.KeyVault.SoftDelete expired on 2026-11-19; mend what it hid, or decide again")]
    public async Task Of_UnsoundSuppression_SaysSoAndSuppressesNothing(string rule, string reason, string? expires, string fault)
    {
        var report = await ReportAsync(
            new Suppression(
                rule, reason, null, expires is null ? null : DateOnly.Parse(expires, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal([fault], report.Faults);
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "Azure.KeyVault.SoftDelete");
        Assert.True(report.Fails);
    }

    [Theory]
    [InlineData("platform/registry", "the suppression of Azure.KeyVault.SoftDelete for platform/registry hides nothing; take it out")]
    [InlineData("platform/registr",
        "the suppression of Azure.KeyVault.SoftDelete is for platform/registr, which the plan does not have; correct the path, "
        + "or take it out")]
    public async Task Of_SuppressionThatHidesNothing_SaysSo(string resource, string fault)
    {
        var report = await ReportAsync(new Suppression("Azure.KeyVault.SoftDelete", Reason, resource));

        Assert.Equal([fault], report.Faults);
        Assert.True(report.Fails);
    }

    [Fact]
    public async Task Of_SuppressionOfWhatIsMended_SaysSo()
    {
        var report =
            RuleReport.Of(await sound.OfAsync("privateInternetOutbound"), [new Suppression("Azure.KeyVault.SoftDelete", Reason)], _time);

        Assert.Equal(["the suppression of Azure.KeyVault.SoftDelete hides nothing; take it out"], report.Faults);
    }

    [Fact]
    public void Suppressions_NotAList_SaysWhatIsExpected()
    {
        var exception = Assert.Throws<ReviewException>(
            () =>
                Suppressions.Of(
                    new StackConfiguration(
                        "dev", new Dictionary<string, string> { [Suppressions.Key] = """[{"rule":"a","why":"b"}]""" }, [])));

        Assert.Equal(
            "review:suppressions in Pulumi.dev.yaml must be a list of { rule, reason, resource?, expires? }, "
            + "expires a day such as 2027-01-31; "
            + "at $[0].why it is something else.",
            exception.Message);
    }

    [Fact]
    public async Task Text_Finding_IsAParagraph()
    {
        var text = new TextRuleFormat().Write(await ReportAsync());

        Assert.StartsWith(
            "error  Azure.KeyVault.SoftDelete  platform/machine-learning/machine-learning-vault  properties.enableSoftDelete\n"
            + "  A deleted vault can be restored: found nothing, expected 'true'\n"
            + "  One wrong command loses every secret and key. "
            + "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.KeyVault.SoftDelete/\n\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_Report_HasWhatCodeScanningNeeds()
    {
        var sarif = JsonNode.Parse(new SarifRuleFormat().Write(await ReportAsync(new Suppression("Azure.APIM.MultiRegion", Reason))))!;

        Assert.Equal("2.1.0", (string?)sarif["version"]);
        var run = Assert.Single(sarif["runs"]!.AsArray())!;
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.Equal(RuleCatalogue.All.Select(rule => rule.Id), rules.Select(rule => (string?)rule!["id"]));
        var results = run["results"]!.AsArray();
        Assert.All(results, result =>
        {
            Assert.Equal((string?)result!["ruleId"], (string?)rules[(int)result["ruleIndex"]!]!["id"]);
            Assert.Contains((string?)result["level"], new[] { "error", "warning", "note" });
            Assert.NotEmpty((string)result["message"]!["text"]!);
            Assert.Equal("review/plans/prod.yaml", (string?)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        });
        var fingerprints = results.Select(result => (string?)result!["partialFingerprints"]!["place/v1"]).ToArray();
        Assert.Equal(fingerprints.Distinct(), fingerprints);
        Assert.Equal(
            Reason, (string?)Assert.Single(results, result => result!["suppressions"] is not null)!["suppressions"]![0]!["justification"]);
    }

    // https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html: what the schema
    // requires, and what it allows where it names the values
    [Fact]
    public async Task Sarif_Report_HasWhatTheSchemaRequires()
    {
        var sarif = JsonNode.Parse(new SarifRuleFormat().Write(await ReportAsync(
            new Suppression("Azure.APIM.MultiRegion", Reason), new Suppression("No.Such.Rule", Reason))))!;

        Assert.Equal(["$schema", "version", "runs"], Members(sarif));
        var run = sarif["runs"]![0]!;
        Assert.Equal(["tool", "automationDetails", "invocations", "results"], Members(run));
        Assert.Equal(["driver"], Members(run["tool"]!));
        Assert.NotEmpty((string)run["tool"]!["driver"]!["name"]!);
        Assert.All(run["tool"]!["driver"]!["rules"]!.AsArray(), rule =>
        {
            Assert.NotEmpty((string)rule!["id"]!);
            Assert.NotEmpty((string)rule["shortDescription"]!["text"]!);
            Assert.True(Uri.IsWellFormedUriString((string)rule["helpUri"]!, UriKind.Absolute));
            Assert.Contains((string?)rule["defaultConfiguration"]!["level"], _levels);
        });
        var invocation = Assert.Single(run["invocations"]!.AsArray())!;
        Assert.Equal(System.Text.Json.JsonValueKind.True, invocation["executionSuccessful"]!.GetValueKind());
        var notification = Assert.Single(invocation["toolConfigurationNotifications"]!.AsArray())!;
        Assert.Equal(("error", "the suppression of 'No.Such.Rule' names no rule; the rules are listed in docs/rules.md"),
            ((string?)notification["level"], (string?)notification["message"]!["text"]));
        Assert.All(run["results"]!.AsArray(), result =>
        {
            Assert.NotEmpty((string)result!["message"]!["text"]!);
            Assert.True((int)result["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]! >= 1);
            Assert.False(
                ((string)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!)
                    .Contains('\\', StringComparison.Ordinal));
            Assert.All(result["suppressions"]?.AsArray() ?? [], suppression => Assert.Equal("external", (string?)suppression!["kind"]));
        });
    }

    private static readonly string[] _levels = ["none", "note", "warning", "error"];

    private static IEnumerable<string> Members(JsonNode node) => node.AsObject().Select(member => member.Key);

    private async Task<RuleReport> ReportAsync(params Suppression[] suppressions)
        => RuleReport.Of(
            (await sound.OfAsync("privateInternetOutbound")).With("keyvault:Vault properties/enableSoftDelete = nothing"), suppressions,
            _time);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
